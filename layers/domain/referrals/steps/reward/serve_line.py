"""Serves the line of orders that wait for a program, in order: for its budget, as many as it
reaches, or for the end of a pause.

An order is only recalled here; its reward is decided where all rewards are, by all rules. One
whose turn it isn't after all waits on. Whoever leaves the line calls the next one, so that it goes
on in order however the stream wakes them; the clock's runs begin it, and end with their time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from referrals.model.attribution.referral import Referral
from referrals.model.program.budget import LinePlace, remaining_budget
from referrals.model.program.program import Program
from referrals.model.work import HasTime, Work, endless, in_turn
from referrals.store.attribution.referral import Referrals
from referrals.store.program.limit import Tallies
from referrals.store.program.program import Programs
from referrals.store.reward.books import Action, ActionKind, Books, Orders


@dataclass(frozen=True, slots=True)
class LineDesk:
    programs: Programs
    tallies: Tallies
    referrals: Referrals


@dataclass(frozen=True, slots=True)
class LineReport:
    recalled: int
    """Orders whose reward is to be decided anew."""
    failed: tuple[str, ...] = ()
    left: int = 0
    """How many whose turn it is still wait: the time was over, or they failed."""


def serve_line(desk: LineDesk, *, now: datetime, has_time: HasTime = endless) -> LineReport:
    """Each program in its turn. Safe to repeat: who was recalled and not decided on is recalled
    again."""
    work, recalled = Work(has_time), 0
    programs = desk.programs.list_all()
    for place in work.through(in_turn(_places_in_reach(p.rules, desk.tallies) for p in programs)):
        with work.item(place.key):
            if desk.referrals.recall(place.key, now):
                recalled += 1
            else:
                # An order that isn't there any more would keep its place for ever.
                desk.tallies.leave(place)
    return LineReport(recalled, work.failed, work.left)


def next_call(
    place: LinePlace, referral: Referral, orders: Orders, books: Books
) -> Iterator[Action]:
    """The order behind one that leaves `place`, if it is known: its reward is decided anew."""
    for other in books.tallies.line(place.program_id, 2):
        if other.key == referral.key:
            continue
        waiting = orders.referrals.find(other.key)
        if waiting and waiting.reward:
            yield ActionKind.RECALL, orders.referrals.recall_action(other.key, after_last(waiting))
        return


def _places_in_reach(rules: Program, tallies: Tallies) -> Iterator[LinePlace]:
    """Whoever is first in line, as far as the budget goes; all where nobody has to wait any more,
    and nobody during a pause.

    The first whom it doesn't reach keeps back all behind them: the rest is kept for them.
    """
    if rules.paused:
        return
    budget, line = rules.limits.budget_minor, tallies.waiting_orders(rules.program)
    if budget is None or not rules.limits.has_line:
        yield from line
        return
    first = next(line, None)
    if first is None:
        return
    left = remaining_budget(budget, tallies.shards(rules.program))
    for place in chain([first], line):
        left -= place.cost_minor
        # Whoever waited for the end of a pause is to learn what they wait for now.
        if left >= 0 or not place.cost_minor:
            yield place


def after_last(waiting: Referral) -> datetime:
    """After its last decision, whatever the clocks say, and after any call before."""
    assert waiting.reward
    last = max(waiting.reward.decided_at, waiting.recalled_at or waiting.reward.decided_at)
    return last + timedelta(seconds=1)
