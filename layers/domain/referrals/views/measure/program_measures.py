"""What did a program bring, and how sure is that? Every measure of it, from counters alone.

A handful of requests at any size: days, cohorts, advocates' beginnings, months of answers, budget.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pydantic import BaseModel

from referrals.model.insight.insight import Day, day_of
from referrals.model.measure.cohort import CohortTable
from referrals.model.measure.customer import LAST_DAY
from referrals.model.measure.figure import FigurePlace, MeasureFigure
from referrals.model.moment import Moment
from referrals.model.program.program import AppliedProgram
from referrals.store.insight.insight import Insights
from referrals.store.nudge.experiment import Experiments
from referrals.store.program.limit import Tallies
from referrals.store.survey.survey import Surveys
from referrals.views.insight.funnel import require_period
from referrals.views.measure import cohort_figures, day_figures, listening_figure
from referrals.views.measure.incremental_figure import incremental_orders


@dataclass(frozen=True, slots=True)
class MeasureStores:
    insights: Insights
    surveys: Surveys
    tallies: Tallies
    experiments: Experiments
    """The hold-out of nudges."""


class ProgramMeasures(BaseModel):
    program: str
    first: date
    last: date
    """Days in the program's time zone."""
    as_of: Moment
    figures: tuple[MeasureFigure, ...]


@dataclass(frozen=True, slots=True)
class MeasurePeriod:
    """What of the days that were asked for has been."""

    last: date
    yesterday: date
    """The newest day that is over."""

    @property
    def complete(self) -> date:
        """The newest day of the period that is over."""
        return min(self.last, self.yesterday)


def program_measures(
    program: AppliedProgram, first: date, last: date, stores: MeasureStores, *, now: datetime
) -> ProgramMeasures:
    """Of the days from `first` to `last`; where the future begins, nothing is known yet."""
    require_period(first, last)
    today = day_of(now, program.rules.time_zone)
    place = FigurePlace(first, last, now, program.rules.currency)
    period = MeasurePeriod(min(last, today), today - timedelta(days=1))
    figures = _figures(program, period, place, stores)
    return ProgramMeasures(
        program=program.program_id, first=first, last=last, as_of=now, figures=tuple(figures)
    )


def _figures(
    program: AppliedProgram, period: MeasurePeriod, place: FigurePlace, stores: MeasureStores
) -> Iterator[MeasureFigure]:
    program_id, rules = program.program_id, program.rules
    read_from = min(place.first, period.last.replace(day=1))
    read = list(stores.insights.days(program_id, read_from, place.last))
    days = [day for day in read if place.first <= day.bucket.on <= place.last]
    cohorts = CohortTable.of(stores.insights.cohorts(program_id, period.last))
    yield day_figures.referral_rate(days, place)
    yield cohort_figures.participation(read, cohorts, place, period.last)
    window = timedelta(days=rules.attribution.window_days)
    yield day_figures.conversion(days, place, min(period.last, period.yesterday - window))
    yield from cohort_figures.time_to_referral(
        _starts(program_id, period, stores), place, period.complete
    )
    yield cohort_figures.k_factor(cohorts, place, period.complete)
    whole = replace(place, last=period.complete)
    yield from incremental_orders(rules, cohorts, stores.experiments, whole)
    yield from cohort_figures.lifetime_values(cohorts, place, period.complete)
    yield from cohort_figures.repeat_rates(cohorts, place, period.complete)
    yield from day_figures.costs(days, place)
    if rules.limits.budget_minor is not None:
        yield day_figures.budget(stores.tallies.shards(program_id), place)
    yield day_figures.returns(days, place, rules.margin_percent)
    months = stores.surveys.months(program_id, f"{place.first:%Y-%m}", f"{place.last:%Y-%m}")
    yield from listening_figure.listening(months, place)
    yield from day_figures.harm(days, place)


def _starts(program_id: str, period: MeasurePeriod, stores: MeasureStores) -> list[Day]:
    first = period.last - timedelta(days=LAST_DAY)
    return list(stores.insights.starts(program_id, first, period.last))
