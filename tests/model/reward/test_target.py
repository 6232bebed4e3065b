"""What should stand of a reward that was given before, when its order or its people are others."""

from dataclasses import replace
from typing import Any

import pytest

from referrals.model.attribution.referral import AttributionStatus, Check, Verdict
from referrals.model.program.budget import Shard
from referrals.model.program.program import Program
from referrals.model.reward.grant import FRIEND
from referrals.model.reward.question import RewardQuestion
from referrals.model.reward.target import TargetState, is_dearer, target_of
from tests.model.reward.reward_questions import (
    CODE,
    CREDIT,
    FIRST_STEP,
    SIDES,
    a_question,
    a_used_tally,
    following_question,
    other_pair,
)
from tests.world import rules

ONE_A_MONTH = rules(limits={"per_advocate": {"count": 1, "every": "month"}})
UNPAID = {"paid": False}


def a_budget(minor: int) -> Program:
    return rules(limits={"budget_minor": minor})


def price_sides(credit: int, code: int = 420, *, credit_minor: int = 0) -> Any:
    """The sides as an order that was edited makes them."""
    mine = CREDIT.model_copy(update={"amount": credit, "worth_minor": credit_minor or credit})
    thing = CODE.model_copy(update={"worth_minor": code})
    return (
        SIDES[0].model_copy(update={"worth": mine}),
        SIDES[1].model_copy(update={"worth": thing}),
    )


def full_shards(minor: int) -> tuple[Shard, ...]:
    return (Shard(0, spent_minor=minor),)


@pytest.mark.parametrize(
    ("changes", "another", "state", "roles"),
    [
        ({}, {}, TargetState.STANDS, "advocate friend"),
        (UNPAID, {}, TargetState.SUSPENDED, "advocate friend"),
        ({"disputed": True, "lost_minor": 5000}, {}, TargetState.SUSPENDED, "advocate friend"),
        ({"gross_minor": 0, "base_minor": 0}, {}, TargetState.SUSPENDED, "advocate friend"),
        ({"cancelled": True}, {}, TargetState.CLOSED, ""),
        ({"currency": "USD"}, {}, TargetState.CLOSED, ""),
        (UNPAID, {"advocate": "adv_cleo"}, TargetState.SUSPENDED, "advocate friend"),
        (UNPAID, {"friend": "fri_zed"}, TargetState.SUSPENDED, "advocate friend"),
    ],
)
def test_what_may_pass_keeps_a_place_and_what_may_not_closes_it(
    changes: dict[str, Any], another: dict[str, str], state: TargetState, roles: str
) -> None:
    target = target_of(other_pair(following_question(a_question(), **changes), **another))

    assert target.state is state
    assert " ".join(side.role for side in target.sides) == roles
    assert target.keeps_place is bool(roles)
    assert all(side.remaining == 0 for side in target.sides) or state is TargetState.STANDS


def test_what_was_never_given_has_no_place_to_keep() -> None:
    target = target_of(a_question(paid=False))

    assert (target.state, target.sides, target.keeps_place) == (TargetState.CLOSED, (), False)


@pytest.mark.parametrize(
    ("another", "state", "roles"),
    [
        ({"advocate": "adv_cleo"}, TargetState.SUSPENDED, ["friend"]),
        ({"advocate": "adv_cleo", "friend": "fri_zed"}, TargetState.CLOSED, []),
        ({}, TargetState.SUSPENDED, ["advocate", "friend"]),
    ],
    ids=["to a full advocate", "to a full advocate and another friend", "to nobody else"],
)
def test_while_it_waits_nobody_takes_a_place_that_they_may_not(
    another: dict[str, str], state: TargetState, roles: list[str]
) -> None:
    question = following_question(a_question(ONE_A_MONTH), advocate=a_used_tally(1), **UNPAID)

    target = target_of(other_pair(question, **another))

    assert (target.state, [side.role for side in target.sides]) == (state, roles)
    assert (target.keeps_place, target.reason) == (bool(roles), "unpaid")


def test_a_full_advocate_has_no_part_and_the_friend_keeps_theirs() -> None:
    question = other_pair(following_question(a_question(ONE_A_MONTH)), advocate="adv_cleo")

    target = target_of(replace(question, advocate=a_used_tally(1)))

    assert [(side.role, side.remaining) for side in target.sides] == [(FRIEND, 1)]
    assert (target.state, target.reason) == (TargetState.STANDS, "advocate_limit")


def test_nobody_brought_it_and_what_was_asked_before_stays_readable() -> None:
    question = following_question(a_question())
    known = question.referral
    nobody = known.attribution.model_copy(
        update={"status": AttributionStatus.UNATTRIBUTED, "reason": "corrected_to_nobody"}
    )
    gone = replace(question, referral=known.model_copy(update={"decisions": (nobody,)}))

    target = target_of(gone)

    assert (target.state, target.sides) == (TargetState.NOBODYS, ())
    assert known.reward
    assert (target.checks, target.keeps_place) == (known.reward.checks, False)


def check_of(question: RewardQuestion, rule: str) -> Check:
    return next(check for check in target_of(question).checks if check.rule == rule)


def test_a_rule_that_gave_a_place_is_not_asked_again() -> None:
    question = following_question(a_question(), friend=a_used_tally(7))

    check = check_of(question, "friend_limit")

    assert (check.input, check.verdict) == ("0 of 1 used", Verdict.PASS)


@pytest.mark.parametrize("verdict", [None, Verdict.FAIL, Verdict.SKIP])
def test_a_pass_that_nobody_wrote_down_is_told_as_one_of_then(verdict: Verdict | None) -> None:
    question = following_question(a_question(), friend=a_used_tally(7))
    known = question.referral
    assert known.reward
    other = Check(rule="friend_limit", input="7 of 1 used", verdict=verdict or Verdict.SKIP)
    reward = known.reward.model_copy(update={"checks": (other,)}) if verdict else None
    question = replace(question, referral=known.model_copy(update={"reward": reward}))

    check = check_of(question, "friend_limit")

    assert (check.input, check.verdict) == ("passed when it was given", Verdict.PASS)


@pytest.mark.parametrize(
    ("changes", "worth", "standing"),
    [
        ({}, (500, 500), 500),
        ({"lost_minor": 1000}, (500, 500), 400),
        ({"sides": price_sides(800)}, (500, 500), 500),
        ({"sides": price_sides(800), "lost_minor": 1000}, (500, 500), 400),
        ({"sides": price_sides(300)}, (500, 300), 300),
        ({"sides": price_sides(300), "lost_minor": 1000}, (500, 300), 240),
        ({"sides": price_sides(300), "lost_minor": 1}, (500, 300), 300),
    ],
)
def test_once_the_hold_is_over_what_was_given_is_the_most(
    changes: dict[str, Any], worth: tuple[int, int], standing: int
) -> None:
    question = following_question(a_question(), released=True, **changes)

    side = target_of(question).sides[0]

    assert (side.worth.amount, side.entitled.amount, side.remaining) == (*worth, standing)


def test_a_thing_is_told_of_as_the_order_has_it_now() -> None:
    question = following_question(a_question(), released=True, sides=price_sides(500, 700))

    thing = target_of(question).sides[1]

    assert (thing.worth.worth_minor, thing.entitled.worth_minor) == (420, 700)


@pytest.mark.parametrize(
    ("budget", "sides", "worths"),
    [
        (920, price_sides(800), (500, 500, 420)),
        (1219, price_sides(800), (500, 500, 420)),
        (1220, price_sides(800), (800, 800, 420)),
        (919, price_sides(300, 300), (300, 300, 300)),
        (920, price_sides(500, 421), (500, 500, 420)),
        (921, price_sides(500, 421), (500, 500, 421)),
        (100, price_sides(500, 300), (500, 500, 300)),
        # The thing costs too much; of the credit there is more for no more, as much for less,
        # and less for as much.
        (100, price_sides(600, 421, credit_minor=500), (500, 500, 420)),
        (100, price_sides(500, 600, credit_minor=400), (500, 400, 420)),
        (100, price_sides(400, 421, credit_minor=500), (400, 500, 420)),
    ],
)
def test_while_held_it_rises_as_far_as_the_budget_reaches(
    budget: int, sides: Any, worths: tuple[int, int, int]
) -> None:
    question = following_question(
        a_question(a_budget(920)), sides=sides, current=a_budget(budget), shards=full_shards(920)
    )

    credit, code = target_of(question).sides

    had = (credit.worth.amount, credit.worth.worth_minor, code.worth.worth_minor)
    assert had == worths


@pytest.mark.parametrize(
    ("budget", "sides", "released", "dearer"),
    [
        (920, SIDES, False, False),
        (920, price_sides(501), False, True),
        (920, price_sides(499), False, False),
        (920, price_sides(501), True, False),
        (None, price_sides(501), False, False),
        (920, (*SIDES, FIRST_STEP), False, False),
        (920, price_sides(400, 421), False, True),
    ],
    ids=[
        "as dear",
        "dearer",
        "cheaper",
        "after the hold",
        "without a budget",
        "for a part that is new",
        "to one of both",
    ],
)
def test_the_budget_is_looked_at_only_for_what_became_dearer_while_held(
    budget: int | None, sides: Any, released: bool, dearer: bool
) -> None:
    program = rules() if budget is None else a_budget(budget)

    assert (
        is_dearer(following_question(a_question(program), released=released, sides=sides)) is dearer
    )


def test_what_has_no_grant_is_not_dearer_than_it() -> None:
    assert not is_dearer(a_question(a_budget(920)))


def test_what_is_left_of_a_part_is_a_check_of_its_own() -> None:
    checks = target_of(following_question(a_question(), lost_minor=1000)).checks

    last = checks[-1]
    said = (last.rule, last.input, last.verdict)
    assert said == ("kept", "10.00 EUR of 50.00 EUR went back", Verdict.FAIL)
