"""What does the desk show of a period's measures? Beside each stands that of the period before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from referrals.model.measure.figure import MeasureFigure
from referrals.model.program.program import AppliedProgram
from referrals.views.insight.funnel import Funnel, funnel_of, require_period
from referrals.views.measure.program_measures import (
    MeasureFacts,
    MeasureStores,
    measures_of,
    read_facts,
)
from referrals.views.survey.monthly_scores import MonthScore, scores_of

BY_MONTH = frozenset({"nps", "csat", "response_rate"})
"""Counted by month: two periods within one month have the same."""
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class MeasurePair:
    figure: MeasureFigure
    before: MeasureFigure | None
    """The same of the period before; None where it can't be told apart, or wasn't there."""


@dataclass(frozen=True, slots=True)
class MeasureSheet:
    first: date
    last: date
    first_before: date
    last_before: date
    pairs: tuple[MeasurePair, ...]
    funnel: Funnel
    scores: tuple[MonthScore, ...]
    """Of the twelve months up to the last day, the first one first."""


def measure_sheet(
    program: AppliedProgram, first: date, last: date, stores: MeasureStores, *, now: datetime
) -> MeasureSheet:
    """The period before has as many days, and ends on the day before `first`."""
    require_period(first, last)
    last_before = first - timedelta(days=1)
    first_before = last_before - (last - first)
    earliest = min(first_before, last - A_YEAR)
    facts = read_facts(program, earliest, last, stores, now=now)
    figures = measures_of(program, first, last, facts, now=now).figures
    former = measures_of(program, first_before, last_before, facts, now=now).figures
    return MeasureSheet(
        first,
        last,
        first_before,
        last_before,
        tuple(_pairs(figures, former, one_month=_same_month(first, last_before))),
        funnel_of(program.program_id, first, last, facts.days),
        tuple(_scores(facts, last)),
    )


def _pairs(
    figures: tuple[MeasureFigure, ...], former: tuple[MeasureFigure, ...], *, one_month: bool
) -> Iterator[MeasurePair]:
    known = {(each.measure, each.group, each.horizon_days): each for each in former}
    for each in figures:
        before = known.get((each.measure, each.group, each.horizon_days))
        blurred = one_month and each.measure in BY_MONTH
        # A budget is what is reserved now, whichever period was asked for.
        now_only = each.measure == "budget_reserved"
        yield MeasurePair(each, None if blurred or now_only else before)


def _same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


def _scores(facts: MeasureFacts, last: date) -> list[MonthScore]:
    earliest = f"{last - A_YEAR:%Y-%m}"
    return scores_of((month, counts) for month, counts in facts.months if month >= earliest)
