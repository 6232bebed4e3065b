"""What did a program bring, and how sure is that? Every measure of it, from counters alone.

A handful of requests at any size: days, cohorts, advocates' beginnings, months of answers, budget.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pydantic import BaseModel

from referrals.model.insight.insight import Day, day_of
from referrals.model.measure.cohort import CohortTable
from referrals.model.measure.customer import LAST_DAY
from referrals.model.measure.figure import FigurePlace, MeasureFigure
from referrals.model.moment import Moment
from referrals.model.nudge.effect import NudgeEffect
from referrals.model.program.budget import Shard
from referrals.model.program.program import AppliedProgram
from referrals.store.insight.insight import Insights
from referrals.store.nudge.experiment import Experiments
from referrals.store.program.limit import Tallies
from referrals.store.survey.survey import Surveys
from referrals.views.insight.funnel import require_period
from referrals.views.measure import (
    cohort_figures,
    day_figures,
    listening_figure,
    score_figures,
)
from referrals.views.measure.incremental_figure import held_out_effect, incremental_orders


@dataclass(frozen=True, slots=True)
class MeasureStores:
    insights: Insights
    surveys: Surveys
    tallies: Tallies
    experiments: Experiments
    """The hold-out of nudges."""


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What all figures are reckoned from; read once, also for two periods."""

    days: tuple[Day, ...]
    cohorts: CohortTable
    starts: tuple[Day, ...]
    """Days on which advocates placed their own first order."""
    budget: tuple[Shard, ...]
    months: tuple[tuple[str, Mapping[str, int]], ...]
    """Of answers, by name, the first one first."""
    nudges: NudgeEffect | None = None
    """What came of their hold-out; None where nobody is held out."""


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
    facts = read_facts(program, first, last, stores, now=now)
    return measures_of(program, first, last, facts, now=now)


def read_facts(
    program: AppliedProgram, first: date, last: date, stores: MeasureStores, *, now: datetime
) -> MeasureFacts:
    """Enough for any period within those days; cohorts are those that `last` knows of."""
    program_id = program.program_id
    newest = _period(program, last, now).last
    read_from = min(first, newest).replace(day=1)
    begun = min(first, newest) - timedelta(days=LAST_DAY)
    budget = program.rules.limits.budget_minor is not None
    months = stores.surveys.counters_by_month(program_id, f"{first:%Y-%m}", f"{last:%Y-%m}")
    return MeasureFacts(
        tuple(stores.insights.days(program_id, read_from, last)),
        CohortTable.of(stores.insights.cohorts(program_id, newest)),
        tuple(stores.insights.starts(program_id, begun, newest)),
        tuple(stores.tallies.shards(program_id)) if budget else (),
        tuple(months),
        held_out_effect(program.rules, stores.experiments, now),
    )


def measures_of(
    program: AppliedProgram, first: date, last: date, facts: MeasureFacts, *, now: datetime
) -> ProgramMeasures:
    """What the facts that were read tell of a period within them."""
    place = FigurePlace(first, last, now, program.rules.currency)
    figures = _figures(program, _period(program, last, now), place, facts)
    return ProgramMeasures(
        program=program.program_id, first=first, last=last, as_of=now, figures=tuple(figures)
    )


def _period(program: AppliedProgram, last: date, now: datetime) -> MeasurePeriod:
    today = day_of(now, program.rules.time_zone)
    return MeasurePeriod(min(last, today), today - timedelta(days=1))


def _figures(
    program: AppliedProgram, period: MeasurePeriod, place: FigurePlace, facts: MeasureFacts
) -> Iterator[MeasureFigure]:
    rules, cohorts = program.rules, facts.cohorts
    days = [day for day in facts.days if place.first <= day.bucket.on <= place.last]
    yield day_figures.referral_rate(days, place)
    yield cohort_figures.participation(facts.days, cohorts, place, period.last)
    yield day_figures.share_rate(days, place)
    yield day_figures.click_through(days, place, leads_to_page=rules.leads_to_page)
    window = timedelta(days=rules.attribution.window_days)
    yield day_figures.conversion(days, place, min(period.last, period.yesterday - window))
    yield from cohort_figures.time_to_referral(_starts(period, facts), place, period.complete)
    yield cohort_figures.k_factor(cohorts, place, period.complete)
    whole = replace(place, last=period.complete)
    yield from incremental_orders(rules, cohorts, facts.nudges, whole)
    yield from cohort_figures.lifetime_values(cohorts, place, period.complete)
    yield from cohort_figures.repeat_rates(cohorts, place, period.complete)
    yield from day_figures.costs(days, place)
    if rules.limits.budget_minor is not None:
        yield day_figures.budget(facts.budget, place)
    yield day_figures.returns(days, place, rules.margin_percent)
    months = f"{place.first:%Y-%m}", f"{place.last:%Y-%m}"
    answers = [counts for month, counts in facts.months if months[0] <= month <= months[1]]
    yield from listening_figure.listening(answers, place)
    yield from score_figures.values_by_score(cohorts, place, period.complete)
    yield from score_figures.satisfaction_by_referral(cohorts, place, period.complete)
    yield from day_figures.harm(days, place)


def _starts(period: MeasurePeriod, facts: MeasureFacts) -> list[Day]:
    first = period.last - timedelta(days=LAST_DAY)
    return [day for day in facts.starts if first <= day.bucket.on <= period.last]
