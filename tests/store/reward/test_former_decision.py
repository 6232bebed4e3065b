"""Former decisions are kept in order, beside the one that holds."""

import json
from typing import Any

import pytest

from referrals.model.attribution.referral import Check, RewardDecision, RewardStatus, Verdict
from referrals.store.table import transact
from referrals.wiring import clients, stores
from tests.world import NOW, a_conversion, a_referral, figures_of

GROUND: dict[str, Any] = {"rules_version": 1, "current_version": 1, "referral": {}}
pytestmark = pytest.mark.usefixtures("account")


def a_decision(revision: int) -> RewardDecision:
    return RewardDecision(
        status=RewardStatus.GRANTED,
        reason="all_checks_passed",
        checks=(),
        decided_at=NOW,
        revision=revision,
    )


def test_decisions_come_oldest_first_and_the_one_that_holds_last() -> None:
    plain = a_referral(figures_of(a_conversion()))
    former = stores.former_decisions()
    for number in (1, 2, 11):
        ground: dict[str, Any] = {**GROUND, "number": number}
        kept = plain.model_copy(update={"reward": a_decision(number), "reward_ground": ground})
        transact(clients.table("ledger").dynamo, [former.keep_action(kept)])

    newest = {**GROUND, "number": 12}
    now = plain.model_copy(update={"reward": a_decision(12), "reward_ground": newest})
    assert [each.decision.revision for each in former.rulings(now)] == [1, 2, 11, 12]


def test_what_was_kept_before_it_was_packed_is_read_as_it_is() -> None:
    plain = a_referral(figures_of(a_conversion()))
    decision = a_decision(1).model_dump(mode="json", exclude_none=True)
    place = {"account": f"decided#{plain.key}", "entry": "00000001"}
    clients.table("ledger").put({**place, "decision": decision, "ground": GROUND})

    assert list(stores.former_decisions().of_order(plain.key)) == [(a_decision(1), GROUND)]


def test_a_packed_one_is_whole_and_far_shorter() -> None:
    ground: dict[str, Any] = {**GROUND, "shards": [[62385, n] for n in range(8)], "grant": {}}
    checks = tuple(
        Check(rule=f"limit_{n}", input="1 of 2", verdict=Verdict.PASS) for n in range(24)
    )
    decision = a_decision(1).model_copy(update={"checks": checks})
    plain = a_referral(figures_of(a_conversion()))
    kept = plain.model_copy(update={"reward": decision, "reward_ground": ground})
    action = stores.former_decisions().keep_action(kept)
    transact(clients.table("ledger").dynamo, [action])

    assert list(stores.former_decisions().of_order(plain.key)) == [(decision, ground)]
    assert len(json.dumps(action)) * 4 < len(decision.model_dump_json())


def test_a_referral_without_a_reward_has_none() -> None:
    assert stores.former_decisions().rulings(a_referral(figures_of(a_conversion()))) == []
