"""Closes goals whose last day is over, and gives and tells everyone who took part what follows.

Thousands are gone through page by page behind a cursor that is kept. A run that dies goes on where
it was: each person's part is one transaction with the note that they have it.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.donation.donation import Giving
from referrals.model.errors import MISSHAPEN, GoodwordError, UnavailableError
from referrals.model.goal.goal import Goal, GoalState, goal_postings
from referrals.model.goal.goal_news import goal_letter
from referrals.model.goodwill.goodwill import year_of
from referrals.model.program.program import Program
from referrals.steps.goal.count_towards_goals import LATE
from referrals.store.donation.donation import Donations
from referrals.store.goal.goal import Goals
from referrals.store.people.person import People
from referrals.store.reward.books import Action, ActionKind, Books
from referrals.store.table import CancelledError, transact

PAGE = 25
AT_ONCE = 2_000
TRIES = 8


@dataclass(frozen=True, slots=True)
class GoalDesk:
    goals: Goals
    people: People
    books: Books
    donations: Donations


@dataclass(frozen=True, slots=True)
class GoalReport:
    closed: int
    told: int
    """People who were told, and given what was promised."""
    settled: int
    failed: tuple[str, ...]


def settle_goals(desk: GoalDesk, *, now: datetime, limit: int = AT_ONCE) -> GoalReport:
    closed = told = settled = 0
    failed: list[str] = []
    for program in desk.books.programs.list_all():
        for known in desk.goals.of_program(program.program_id):
            try:
                closed += _close(known, desk, now)
                goal = desk.goals.get(known.program_id, known.name)
                if goal.is_due_to_settle and told < limit:
                    done = _settle(goal, program.rules, desk, now=now, limit=limit - told)
                    told += done.told
                    settled += done.settled
            except (GoodwordError, *MISSHAPEN):
                # One goal that can't go on must not keep the others.
                failed.append(known.goal_id)
    return GoalReport(closed, told, settled, tuple(failed))


def _close(goal: Goal, desk: GoalDesk, now: datetime) -> bool:
    over = goal.state is GoalState.OPEN and now >= goal.ends_at + LATE
    return over and desk.goals.close(goal, GoalState.MISSED, now)


@dataclass(frozen=True, slots=True)
class _Progress:
    told: int
    settled: bool


def _settle(goal: Goal, rules: Program, desk: GoalDesk, *, now: datetime, limit: int) -> _Progress:
    told, cursor = 0, goal.cursor
    while told < limit:
        units = list(desk.goals.units(goal, cursor, PAGE))
        for unit in units:
            for person_id in (unit.advocate_id, unit.friend_id):
                told += _tell(goal, person_id, rules, desk, now=now)
        if len(units) < PAGE:
            return _Progress(told, _finish(goal, rules, desk, now))
        cursor = units[-1].key
        desk.goals.save_cursor(goal, cursor)
    return _Progress(told, settled=False)


def _tell(goal: Goal, person_id: str, rules: Program, desk: GoalDesk, *, now: datetime) -> bool:
    """Whether they were told now; whoever was before, or is gone, is passed by."""
    person = desk.people.find(person_id) if person_id else None
    if person is None or desk.goals.was_told(goal, person_id):
        return False
    for attempt in range(1, TRIES + 1):
        refused = desk.books.commit(
            [
                (ActionKind.GOAL, desk.goals.told_action(goal, person_id, now)),
                *_lines(goal, person_id, rules, desk, now=now),
                *desk.books.letters([goal_letter(goal, person_id, now)]),
            ]
        )
        if not refused:
            return True
        if ActionKind.GOAL in refused:
            return False
        desk.books.pause(min(attempt, 4))
    raise UnavailableError("this account is busy.", remedy="Try again.")


def _lines(
    goal: Goal, person_id: str, rules: Program, desk: GoalDesk, *, now: datetime
) -> list[Action]:
    if goal.state is not GoalState.REACHED or goal.promise.is_donation:
        return []
    return desk.books.lines(goal_postings(goal, person_id, rules, now), now)


def _finish(goal: Goal, rules: Program, desk: GoalDesk, now: datetime) -> bool:
    """The last step, and the gift to a cause with it: once."""
    actions = [desk.goals.settle_action(goal, now)]
    promise = goal.promise
    if goal.state is GoalState.REACHED and promise.is_donation:
        giving = Giving(
            giving_id=f"goal#{goal.goal_id}",
            year=year_of(rules, goal.closed_at or now),
            cause=promise.cause,
            name=promise.cause_name,
            amount_minor=promise.amount,
        )
        actions += desk.donations.give_actions(goal.program_id, giving)
    try:
        transact(desk.goals.table.dynamo, actions)
    except CancelledError:
        return False
    return True
