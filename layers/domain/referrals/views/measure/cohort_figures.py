"""Which figures do cohorts of customers and advocates tell?"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import inf

from referrals.model.insight.insight import Counter, Day
from referrals.model.measure.cohort import PARTICIPANTS, CohortTable, cohort_days
from referrals.model.measure.customer import HORIZONS, K_DAYS, LAST_DAY, OTHERS, REFERRED
from referrals.model.measure.figure import FigurePlace, MeasureFigure, too_few
from referrals.model.measure.interval import (
    FEWEST,
    RatioPart,
    mean,
    mean_difference,
    proportion,
)
from referrals.model.measure.survival import (
    SurvivalQuantile,
    WatchedGroup,
    quantile,
    survival_steps,
)
from referrals.model.nudge.confidence import Interval

DIFFERENCE = "difference"
QUARTILES = (("first_quartile", 0.25), ("median", 0.5), ("third_quartile", 0.75))


def participation(
    days: Sequence[Day], cohorts: CohortTable, place: FigurePlace, last: date
) -> MeasureFigure:
    """`days` hold all of the last month: months before it are added up already."""
    month = last.replace(day=1)
    newest = [day for day in days if month <= day.bucket.on <= last]
    customers = sum(day.total(Counter.FIRST_ORDERS) for day in newest)
    customers += cohorts.customers_before(month)
    part = sum(day.total(Counter.PARTICIPANTS) for day in newest)
    part += cohorts.before(month, Counter.PARTICIPANTS, PARTICIPANTS)
    found = proportion(RatioPart(min(part, customers), customers))
    return place.figure("participation", found, customers)


def time_to_referral(
    starts: Iterable[Day], place: FigurePlace, last: date
) -> Iterator[MeasureFigure]:
    groups = [_start_group(day, last) for day in starts]
    advocates = sum(group.people for group in groups)
    steps = survival_steps(groups) if advocates >= FEWEST else []
    brought = 1 - steps[-1].remaining if steps else 0.0
    for name, share in QUARTILES:
        found = quantile(steps, share)
        note = f"not reached: {100 * brought:.1f} % brought a friend so far"
        yield place.figure(
            "time_to_referral",
            _as_interval(found),
            advocates,
            group=name,
            note=_quartile_note(found, advocates, note),
        )


def _quartile_note(found: SurvivalQuantile, advocates: int, not_reached: str) -> str:
    if advocates < FEWEST:
        return too_few(advocates)
    if found.days is None:
        return not_reached
    return "" if found.high is not None else f"at least {found.low} days; no upper end is known"


def _as_interval(found: SurvivalQuantile) -> Interval | None:
    if found.days is None:
        return None
    low = found.days if found.low is None else found.low
    return Interval(found.days, low, inf if found.high is None else found.high)


def _start_group(day: Day, last: date) -> WatchedGroup:
    """Whole days: somebody who began at noon has lived through one of them at the next noon."""
    events = {int(days): count for days, count in day.by(Counter.BROUGHT).items()}
    age = min((last - day.bucket.on).days, LAST_DAY)
    return WatchedGroup(age, day.total(Counter.ADVOCATES), events)


def k_factor(cohorts: CohortTable, place: FigurePlace, last: date) -> MeasureFigure:
    sums, days = cohorts.friends(K_DAYS, last), cohort_days(last, K_DAYS)
    return place.figure("k_factor", mean(sums), sums.count, horizon=K_DAYS, days=days)


def lifetime_values(
    cohorts: CohortTable, place: FigurePlace, last: date
) -> Iterator[MeasureFigure]:
    for horizon in HORIZONS:
        days = cohort_days(last, horizon)
        one, other = (cohorts.values(each, horizon, last) for each in (REFERRED, OTHERS))
        rows = (
            (REFERRED, mean(one), one.count),
            (OTHERS, mean(other), other.count),
            (DIFFERENCE, mean_difference(one, other), min(one.count, other.count)),
        )
        for group, found, many in rows:
            yield place.figure(
                "lifetime_value", found, many, group=group, horizon=horizon, days=days
            )


def repeat_rates(cohorts: CohortTable, place: FigurePlace, last: date) -> Iterator[MeasureFigure]:
    for horizon in HORIZONS:
        days = cohort_days(last, horizon)
        for group in (REFERRED, OTHERS):
            customers = cohorts.total(group, horizon, last, Counter.CUSTOMERS)
            again = cohorts.total(group, horizon, last, Counter.REPEATS)
            found = proportion(RatioPart(again, customers))
            yield place.figure(
                "repeat_rate", found, customers, group=group, horizon=horizon, days=days
            )
