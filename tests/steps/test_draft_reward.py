"""A draft looks everything up, decides, and writes nothing."""

import pytest

from referrals import desks, wiring
from referrals.model.errors import NotFoundError
from referrals.model.referral import RewardStatus
from referrals.steps.draft_reward import Draft, draft_reward
from tests.world import NOW, a_program, an_order, referred

pytestmark = pytest.mark.usefixtures("account")


def drafted(key: str) -> Draft:
    return draft_reward(wiring.referrals().get(key), desks.books(), NOW)


def test_a_draft_is_decided_and_nothing_is_stored() -> None:
    wiring.programs().add(a_program(limits={"budget_minor": 5000}))

    draft = drafted(referred())

    assert draft.decision.status is RewardStatus.GRANTED
    assert list(wiring.table("ledger").scan()) == []


def test_the_cost_of_both_sides_is_known() -> None:
    wiring.programs().add(
        a_program(milestones=[{"at": 1, "reward": {"kind": "points", "amount": 9}}])
    )

    case = drafted(referred()).case

    assert [side.name for side in case.sides] == ["advocate", "friend", "milestone-1"]
    assert case.cost_minor == 500 + 420


def test_the_period_is_that_of_the_order() -> None:
    wiring.programs().add(a_program())
    last_month = an_order().occurred_at - 30 * 86_400

    assert drafted(referred(an_order(occurred_at=last_month))).case.period == "2026-10"


def test_a_version_that_is_not_there_is_not_guessed() -> None:
    wiring.programs().add(a_program())

    with pytest.raises(NotFoundError):
        drafted(referred(program_version=7))
