"""Serves the line of orders that wait for a program, in order: for its budget, as many as it
reaches, or for the end of a pause.

An order is only recalled here; its reward is decided where all rewards are, by all rules. One
whose turn it isn't after all waits on.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.program.budget import remaining_budget
from referrals.model.program.program import Program
from referrals.store.attribution.referral import Referrals
from referrals.store.program.limit import Tallies
from referrals.store.program.program import Programs

AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class LineDesk:
    programs: Programs
    tallies: Tallies
    referrals: Referrals


@dataclass(frozen=True, slots=True)
class LineReport:
    recalled: int
    """Orders whose reward is to be decided anew."""


def serve_line(desk: LineDesk, *, now: datetime) -> LineReport:
    recalled = 0
    for program in desk.programs.list_all():
        for key in _keys_in_reach(program.rules, desk.tallies):
            desk.referrals.recall(key, now)
            recalled += 1
    return LineReport(recalled)


def _keys_in_reach(rules: Program, tallies: Tallies) -> list[str]:
    """Whoever is first in line, as far as the budget goes; all where nobody has to wait any more,
    and nobody during a pause.

    The first whom it doesn't reach keeps back all behind them: the rest is kept for them.
    """
    line = [] if rules.paused else tallies.line(rules.program, AT_ONCE)
    budget = rules.limits.budget_minor
    if not line or budget is None or not rules.limits.has_line:
        return [place.key for place in line]
    left, found = remaining_budget(budget, tallies.shards(rules.program)), []
    for place in line:
        left -= place.cost_minor
        # Whoever waited for the end of a pause is to learn what they wait for now.
        if left >= 0 or not place.cost_minor:
            found.append(place.key)
    return found
