"""What one settlement takes, gives back and counts: places, budget, shard, versions, the hold."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from referrals.model.attribution.referral import AttributionStatus
from referrals.model.program.program import Program
from referrals.model.program.tally import Tally
from referrals.model.reward.grant import Grant, GrantStatus
from referrals.model.reward.question import RewardQuestion
from referrals.model.reward.settlement import Settlement
from tests.model.reward.reward_questions import (
    FIRST_STEP,
    LATER,
    SIDES,
    a_question,
    credit,
    following_question,
    other_pair,
    settle_question,
)
from tests.world import NOW, rules

ADAS, BENS = "friends#advocate#adv_ada", "friends#friend#"
BUDGET = rules(limits={"budget_minor": 5000})
HOME = 6
"""The shard of the order, by its key."""


def unclaimed_question(question: RewardQuestion) -> RewardQuestion:
    known = question.referral
    gone = {"status": AttributionStatus.UNATTRIBUTED, "reason": "corrected_to_nobody"}
    decision = known.attribution.model_copy(update=gone)
    return replace(question, referral=known.model_copy(update={"decisions": (decision,)}))


def after(settlement: Settlement, question: RewardQuestion, **changes: Any) -> RewardQuestion:
    """The question that comes next, with the order as it was at first and other facts."""
    known = question.referral
    figures = known.figures.model_copy(update={"lost_minor": 0, "paid": True, "cancelled": False})
    fields = {"reward": settlement.decision, "figures": figures}
    changed = known.model_copy(update={**fields, **changes.pop("referral", {})})
    return replace(question, referral=changed, grant=settlement.after, **changes)


GIVEN = following_question(a_question(BUDGET))
CASES: dict[str, tuple[RewardQuestion, tuple[bool, bool], int, int]] = {
    # Whether it moves and gives, what the budget pays, and how many counts change.
    "nothing at all": (a_question(BUDGET, cancelled=True), (False, False), 0, 0),
    "at first": (a_question(BUDGET), (True, True), 920, 2),
    "without a budget": (a_question(), (True, True), 0, 2),
    "heard again": (GIVEN, (False, False), 0, 0),
    "a part refunded": (
        following_question(a_question(BUDGET), lost_minor=1000),
        (True, False),
        0,
        0,
    ),
    "refunded": (following_question(a_question(BUDGET), cancelled=True), (True, False), -920, 2),
    "unpaid": (following_question(a_question(BUDGET), paid=False), (True, False), 0, 0),
    "dearer": (following_question(a_question(BUDGET), sides=credit(800)), (True, True), 300, 1),
    "cheaper": (following_question(a_question(BUDGET), sides=credit(300)), (True, False), -200, 1),
    "with a milestone of one": (
        following_question(a_question(BUDGET), sides=(*SIDES, FIRST_STEP)),
        (True, True),
        1,
        1,
    ),
    "to another advocate": (other_pair(GIVEN, advocate="adv_cleo"), (True, True), 0, 2),
    "to another friend, unpaid": (
        other_pair(
            following_question(a_question(BUDGET), paid=False, customer_hash="zed"),
            friend="fri_zed",
        ),
        (True, True),
        0,
        2,
    ),
    "to nobody": (unclaimed_question(GIVEN), (True, False), -920, 2),
}


@pytest.mark.parametrize(("question", "does", "cost", "counts"), CASES.values(), ids=CASES)
def test_a_settlement_knows_what_it_changes(
    question: RewardQuestion, does: tuple[bool, bool], cost: int, counts: int
) -> None:
    settlement = settle_question(question)

    assert (settlement.moves, settlement.gives) == does
    assert (settlement.cost_minor, len(settlement.subjects)) == (cost, counts)


def test_paid_again_it_gives_though_it_had_its_place_all_along() -> None:
    waiting = settle_question(following_question(a_question(BUDGET), paid=False))
    assert waiting.after
    assert (waiting.after.status, waiting.after.budget_minor) == (GrantStatus.SUSPENDED, 920)

    again = settle_question(after(waiting, GIVEN))

    assert again.gives
    assert (again.taken_places, again.subjects, again.cost_minor) == (frozenset(), (), 0)
    assert again.after
    assert (again.after.status, again.after.version) == (GrantStatus.HELD, 3)


def test_a_place_is_counted_for_both_with_its_period_and_milestones() -> None:
    settlement = settle_question(a_question(sides=(*SIDES, FIRST_STEP)))
    friend = next(each for each in settlement.subjects if each.startswith(BENS))

    mine = settlement.tally_after(Tally(subject=ADAS, version=4, lifetime=2))
    bens = settlement.tally_after(Tally(subject=friend))

    assert settlement.taken_places == {ADAS, friend}
    assert (mine.version, mine.lifetime, mine.milestones) == (5, 3, (1,))
    assert (mine.periods, bens.periods) == ({"2026-11": 1}, {"2026-11": 1})
    assert (bens.version, bens.lifetime, bens.milestones) == (1, 1, ())


def test_a_place_given_up_is_taken_off_where_it_was_counted() -> None:
    question = following_question(a_question(sides=(*SIDES, FIRST_STEP)), cancelled=True)
    had = Tally(subject=ADAS, version=4, lifetime=2, periods={"2026-11": 1}, milestones=(1, 9))

    settlement = settle_question(replace(question, period="2026-12"))
    mine = settlement.tally_after(had)

    assert settlement.taken_places == frozenset()
    assert (mine.version, mine.lifetime, mine.milestones) == (5, 1, (9,))
    assert mine.periods == {"2026-11": 0}


def test_a_milestone_that_comes_later_changes_the_count_once() -> None:
    settlement = settle_question(following_question(a_question(), sides=(*SIDES, FIRST_STEP)))
    had = Tally(subject=ADAS, version=4, lifetime=1, periods={"2026-11": 1})

    mine = settlement.tally_after(had)

    assert settlement.subjects == (ADAS,)
    assert (mine.version, mine.lifetime, mine.milestones) == (5, 1, (1,))


@pytest.mark.parametrize(
    ("days", "status", "released"),
    [(0, GrantStatus.AVAILABLE, True), (1, GrantStatus.HELD, False), (14, GrantStatus.HELD, False)],
)
def test_a_grant_is_held_as_long_as_the_program_says(
    days: int, status: GrantStatus, released: bool
) -> None:
    grant = settle_question(a_question(rules(hold_days=days))).after

    assert grant
    assert (grant.status, grant.released_at) == (status, LATER if released else None)
    assert (grant.granted_at, grant.hold_until) == (LATER, LATER + timedelta(days=days))
    assert (grant.version, grant.period, grant.offer) == (1, "2026-11", "two-for-joy")


def reversed_grant(program: Program = BUDGET) -> tuple[RewardQuestion, Grant]:
    question = following_question(a_question(program), cancelled=True, inquired=True)
    settlement = settle_question(question)
    assert settlement.after
    return after(settlement, question, referral={}), settlement.after


def test_what_is_closed_takes_nothing_and_no_bank_asks_about_it() -> None:
    _, closed = reversed_grant()

    assert (closed.status, closed.budget_minor, closed.inquired) == (GrantStatus.REVERSED, 0, False)
    assert reversed_grant(rules())[1].budget_minor is None


def test_whatever_the_bank_asked_is_answered_when_the_order_is_called_off() -> None:
    asked = settle_question(following_question(a_question(), inquired=True))
    assert asked.after
    assert asked.after.inquired
    called_off = following_question(a_question(), inquired=True, cancelled=True)

    closed = settle_question(replace(called_off, grant=asked.after)).after

    assert closed
    assert (closed.status, closed.inquired) == (GrantStatus.REVERSED, False)


def test_an_order_standing_again_keeps_its_hold_in_a_new_place() -> None:
    question, closed = reversed_grant()

    again = settle_question(replace(question, period="2026-12"), attempt=3)

    assert again.after
    kept = (again.after.granted_at, again.after.hold_until, again.after.turn)
    assert kept == (closed.granted_at, closed.hold_until, 1)
    assert (again.after.period, again.after.shard) == ("2026-12", 1)
    assert (again.after.budget_minor, again.after.version) == (920, closed.version + 1)
    assert again.cost_minor == 920
    assert len(again.taken_places) == 2


def test_given_anew_the_hold_begins_anew_under_other_names() -> None:
    gone = settle_question(unclaimed_question(GIVEN))
    assert gone.after
    assert (gone.after.status, gone.after.budget_minor) == (GrantStatus.WITHDRAWN, 0)

    anew = settle_question(after(gone, GIVEN, referral={"decisions": GIVEN.referral.decisions}))

    assert anew.after
    assert (anew.after.hold_until, anew.after.granted_at) == (LATER + timedelta(days=14), NOW)
    assert [side.name for side in anew.after.sides] == ["advocate.2", "friend.2"]
    assert [side.name for side in anew.after.former] == ["advocate", "friend"]
    assert (anew.after.turn, anew.after.version) == (2, gone.after.version + 1)


@pytest.mark.parametrize("reason", ["nobody", "currency"])
def test_what_is_closed_stays_so_while_nothing_is_to_be_given(reason: str) -> None:
    question, closed = reversed_grant()
    other = question.referral.figures.model_copy(update={"currency": "USD"})
    changed = replace(question, referral=question.referral.model_copy(update={"figures": other}))

    settlement = settle_question(unclaimed_question(question) if reason == "nobody" else changed)

    assert settlement.after == closed
    assert not settlement.moves


def test_the_grant_is_its_new_friend_s_and_counted_under_their_hash() -> None:
    question = other_pair(following_question(a_question(), customer_hash="zed"), friend="fri_zed")

    settlement = settle_question(question)

    assert settlement.after
    assert (settlement.after.friend_id, settlement.after.customer_hash) == ("fri_zed", "zed")
    assert "friends#friend#zed" in settlement.taken_places


def test_the_same_friend_stays_counted_where_they_were_counted() -> None:
    question = following_question(a_question(), customer_hash="a-stand-in", inquired=True)
    assert question.grant

    settlement = settle_question(question)

    assert settlement.after
    assert settlement.after.customer_hash == question.grant.customer_hash
    assert (settlement.after.inquired, settlement.subjects) == (True, ())
