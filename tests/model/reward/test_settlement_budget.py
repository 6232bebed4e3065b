"""What one settlement takes from the budget and gives back to it, and which shard pays."""

from dataclasses import replace

import pytest

from referrals.model.program.budget import Shard, fresh_shards
from referrals.model.program.program import Program
from referrals.model.reward.grant import Side
from referrals.model.reward.settlement import settle
from tests.model.reward.reward_questions import (
    FIRST_STEP,
    LATER,
    SIDES,
    a_question,
    a_used_tally,
    credit,
    following_question,
    other_pair,
    settle_question,
)
from tests.world import rules

BUDGET = rules(limits={"budget_minor": 5000})
HOME = 6
"""The shard of the order, by its key."""
ADAS = "friends#advocate#adv_ada"


@pytest.mark.parametrize(
    ("shards", "attempt", "number"),
    [
        ((), 0, HOME),
        ((), 1, HOME + 1),
        ((), 2, 0),
        (fresh_shards(), 0, HOME),
        (tuple(Shard(n, left_minor=920 * (n == 5)) for n in range(8)), 0, 5),
        (tuple(Shard(n, left_minor=919 * (n == 5)) for n in range(8)), 0, HOME),
        (tuple(Shard(n, left_minor=920) for n in range(8)), 0, HOME),
        (tuple(Shard(n, left_minor=920) for n in range(8)), 7, HOME - 1),
        (tuple(Shard(n, left_minor=920 * (n < 2)) for n in range(8)), 0, 0),
    ],
)
def test_it_is_paid_from_the_next_shard_that_can(
    shards: tuple[Shard, ...], attempt: int, number: int
) -> None:
    grant = settle_question(a_question(BUDGET, shards=shards), attempt).after

    assert grant
    assert grant.shard == number


def test_the_first_try_asks_the_order_s_own_shard() -> None:
    grant = settle(a_question(BUDGET), {}, LATER).after

    assert grant
    assert grant.shard == HOME


NO_BUDGET = rules()


@pytest.mark.parametrize(
    ("took", "current", "sides", "takes"),
    [
        (920, BUDGET, SIDES, 920),
        (920, BUDGET, credit(800), 1220),
        (920, BUDGET, credit(300), 720),
        (920, NO_BUDGET, credit(800), 920),
        (920, NO_BUDGET, credit(300), 720),
        (920, BUDGET, (*SIDES, FIRST_STEP), 921),
        (920, NO_BUDGET, (*SIDES, FIRST_STEP), 920),
        (100, BUDGET, SIDES, 100),
        (0, BUDGET, SIDES, 0),
        (100, BUDGET, (*SIDES, FIRST_STEP), 101),
        (100, BUDGET, credit(300), 0),
        (100, NO_BUDGET, credit(300), 0),
        (None, BUDGET, credit(300), None),
    ],
)
def test_the_budget_gets_back_no_more_than_was_taken(
    took: int | None, current: Program, sides: tuple[Side, ...], takes: int | None
) -> None:
    question = following_question(a_question(BUDGET), sides=sides, current=current)
    assert question.grant
    grant = question.grant.model_copy(update={"budget_minor": took})

    settlement = settle_question(replace(question, grant=grant))

    assert settlement.after
    assert settlement.after.budget_minor == takes


def test_the_budget_gets_back_the_part_of_who_has_none_any_more() -> None:
    program = rules(limits={"budget_minor": 5000, "per_advocate": {"count": 1, "every": "month"}})
    question = other_pair(following_question(a_question(program)), advocate="adv_cleo")

    settlement = settle_question(replace(question, advocate=a_used_tally(1)))

    assert settlement.after
    assert (settlement.after.budget_minor, settlement.cost_minor) == (420, -500)
    assert settlement.subjects == (ADAS,)
