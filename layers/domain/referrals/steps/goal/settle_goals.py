"""Closes goals whose last day is over, and gives and tells everyone who took part what follows.

Thousands are gone through page by page behind a cursor that is kept. A run that dies goes on where
it was: what a person gets is in one transaction with the note that they have it, twelve people in
each; where one of the twelve is in the way, each has a transaction of their own. Whoever can't be
given theirs keeps nobody else from it, and is tried again by the next run.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from referrals.model.donation.donation import Giving
from referrals.model.errors import UnavailableError
from referrals.model.goal.goal import Goal, GoalState, GoalUnit, goal_postings
from referrals.model.goal.goal_news import goal_letter
from referrals.model.goodwill.goodwill import year_of
from referrals.model.program.program import Program
from referrals.model.work import HasTime, Work, endless, in_turn
from referrals.steps.goal.count_towards_goals import LATE
from referrals.store.donation.donation import Donations
from referrals.store.goal.goal import Goals
from referrals.store.people.person import People
from referrals.store.reward.books import Action, ActionKind, Books
from referrals.store.table import CancelledError, transact

PAGE = 100
AT_A_TIME = 12
"""With their lines, balances, ends and letters a dozen people fit into one transaction."""
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
    left: int
    """How many still wait: the time was over, or they failed."""


def settle_goals(desk: GoalDesk, *, now: datetime, has_time: HasTime = endless) -> GoalReport:
    """Each goal in its turn; one that is settled costs a look."""
    work, closed, told, settled = Work(has_time), 0, 0, 0
    rules = {each.program_id: each.rules for each in desk.books.programs.list_all()}
    for known in work.through(in_turn(desk.goals.of_program(each) for each in rules)):
        with work.item(known.goal_id):
            closed += _close(known, desk, now)
            goal = desk.goals.get(known.program_id, known.name)
            if goal.is_due_to_settle:
                done = _settle(goal, rules[goal.program_id], desk, now=now, has_time=has_time)
                told, settled = told + done.told, settled + done.settled
                work.fail(*done.failed)
                work.left += not (done.settled or done.failed)
    return GoalReport(closed, told, settled, work.failed, work.left)


def _close(goal: Goal, desk: GoalDesk, now: datetime) -> bool:
    over = goal.state is GoalState.OPEN and now >= goal.ends_at + LATE
    return over and desk.goals.close(goal, GoalState.MISSED, now)


@dataclass(frozen=True, slots=True)
class _Progress:
    told: int
    settled: bool = False
    failed: tuple[str, ...] = ()


def _settle(
    goal: Goal, rules: Program, desk: GoalDesk, *, now: datetime, has_time: HasTime
) -> _Progress:
    """A page at least, so that every run gets on."""
    told, cursor, work = 0, goal.cursor, Work(has_time)
    while True:
        units = list(desk.goals.units(goal, cursor, PAGE))
        for group in batched(_waiting(goal, units, desk), AT_A_TIME, strict=False):
            told += _tell_group(goal, group, rules, desk, now=now, work=work)
        if len(units) < PAGE and not work.failed:
            return _Progress(told, _finish(goal, rules, desk, now))
        # Who was left out has their turn once more when all others have had theirs.
        cursor = units[-1].key if len(units) == PAGE else ""
        desk.goals.save_cursor(goal, cursor)
        if not (cursor and has_time()):
            break
    return _Progress(told, failed=tuple(f"{goal.goal_id}#{each}" for each in work.failed))


def _waiting(goal: Goal, units: Iterable[GoalUnit], desk: GoalDesk) -> list[str]:
    """Everyone of them who was not told yet; whoever is gone is passed by."""
    both = (person_id for unit in units for person_id in (unit.advocate_id, unit.friend_id))
    ids = dict.fromkeys(filter(None, both))
    return [each for each in ids if not desk.goals.was_told(goal, each) and desk.people.find(each)]


def _tell_group(
    goal: Goal,
    group: Sequence[str],
    rules: Program,
    desk: GoalDesk,
    *,
    now: datetime,
    work: Work,
) -> int:
    """How many were told by this call."""
    try:
        if not desk.books.commit(_parts(goal, group, rules, desk, now=now)):
            return len(group)
    except Exception:  # noqa: S110 - each by themselves, then: one of them is to blame
        pass
    told = 0
    for person_id in group:
        with work.item(person_id):
            told += _tell(goal, person_id, rules, desk, now=now)
    return told


def _tell(goal: Goal, person_id: str, rules: Program, desk: GoalDesk, *, now: datetime) -> bool:
    """Whether they were told now, and not before."""
    for attempt in range(1, TRIES + 1):
        refused = desk.books.commit(_parts(goal, [person_id], rules, desk, now=now))
        if not refused:
            return True
        if ActionKind.GOAL in refused:
            return False
        desk.books.pause(min(attempt, 4))
    raise UnavailableError("this account is busy.", remedy="Try again.")


def _parts(
    goal: Goal, group: Sequence[str], rules: Program, desk: GoalDesk, *, now: datetime
) -> list[Action]:
    """The note that each has it, what each gets, and a letter to each."""
    gives = goal.state is GoalState.REACHED and not goal.promise.is_donation
    postings = [p for each in group if gives for p in goal_postings(goal, each, rules, now)]
    return [
        *((ActionKind.GOAL, desk.goals.told_action(goal, each, now)) for each in group),
        *(desk.books.lines(postings, now) if postings else ()),
        *desk.books.letters(goal_letter(goal, each, now) for each in group),
    ]


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
