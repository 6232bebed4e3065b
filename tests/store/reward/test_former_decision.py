"""Former decisions are kept in order, beside the one that holds."""

from typing import Any

import pytest

from referrals.model.attribution.referral import RewardDecision, RewardStatus
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


def test_a_referral_without_a_reward_has_none() -> None:
    assert stores.former_decisions().rulings(a_referral(figures_of(a_conversion()))) == []
