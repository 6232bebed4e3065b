"""Counts friends towards the goals that are open, and takes them off again with their orders.

Called for every change of a referral, in its order, as often as it takes: what counts is a fact of
its own, written with the number in one transaction, so nothing counts twice or is lost.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from awswire.codec import Item
from referrals.model.attribution.referral import Referral
from referrals.model.errors import UnavailableError
from referrals.model.goal.goal import Goal, GoalState, unit_of
from referrals.store.attribution.referral import read_referral
from referrals.store.goal.goal import Goals

TRIES = 20
LONGEST_PAUSE = 4
LATE = timedelta(hours=48)
"""How long after its last day an order of that time may still be told of."""


@dataclass(frozen=True, slots=True)
class GoalCountDesk:
    goals: Goals
    pause: Callable[[int], None]


def count_towards_goals(changes: Iterable[Item], desk: GoalCountDesk, *, now: datetime) -> int:
    """How many numbers moved; `changes` are referrals' items as they are now, oldest first."""

    @cache
    def open_goals(program_id: str) -> tuple[str, ...]:
        found = desk.goals.of_program(program_id)
        return tuple(goal.name for goal in found if goal.state is GoalState.OPEN)

    moved = 0
    for referral in map(read_referral, changes):
        if referral.reward is None:
            continue  # Not decided yet: that is another change.
        for name in open_goals(referral.program_id):
            moved += _follow(referral, name, desk, now)
    return moved


def _follow(referral: Referral, name: str, desk: GoalCountDesk, now: datetime) -> bool:
    for attempt in range(1, TRIES + 1):
        goal = desk.goals.get(referral.program_id, name)
        wanted = unit_of(referral) if goal.counts_at(referral.figures.occurred_at) else None
        if goal.state is not GoalState.OPEN or _is_over(goal, now):
            return False
        if (wanted is not None) is desk.goals.has_unit(goal, referral.key):
            return False
        if wanted is None:
            done = desk.goals.discount(goal, referral.key)
        else:
            done = desk.goals.count(goal, wanted, now)
        if done:
            return True
        desk.pause(min(attempt, LONGEST_PAUSE))
    raise UnavailableError("many arrive at once.", remedy="Try again.")


def _is_over(goal: Goal, now: datetime) -> bool:
    """Orders are told of a little late; the clock closes it after that."""
    return now >= goal.ends_at + LATE
