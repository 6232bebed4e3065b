"""What are those worth who would recommend the shop, and do they bring friends?"""

from collections.abc import Iterator
from datetime import date

from referrals.model.insight.insight import Counter
from referrals.model.measure.cohort import NOTHING, CohortTable, cohort_days
from referrals.model.measure.customer import K_DAYS
from referrals.model.measure.customer_answer import BANDS, WITH_FRIEND, WITHOUT_FRIEND
from referrals.model.measure.figure import FigurePlace, MeasureFigure
from referrals.model.measure.interval import RatioPart, mean, mean_difference, proportion
from referrals.model.survey.survey import ScoreBand
from referrals.views.measure.cohort_figures import DIFFERENCE

OTHER_BANDS = (ScoreBand.PASSIVE, ScoreBand.DETRACTOR)


def values_by_score(
    cohorts: CohortTable, place: FigurePlace, last: date
) -> Iterator[MeasureFigure]:
    """Of each band, then how much more promoters are worth than both of the others."""
    days = cohort_days(last, K_DAYS)
    sums = {band: cohorts.values(group, K_DAYS, last) for band, group in BANDS.items()}
    high = sums[ScoreBand.PROMOTER]
    others = sum((sums[each] for each in OTHER_BANDS), NOTHING)
    rows = [(BANDS[band], mean(found), found.count) for band, found in sums.items()]
    rows.append((DIFFERENCE, mean_difference(high, others), min(high.count, others.count)))
    for group, found, many in rows:
        yield place.figure("value_by_score", found, many, group=group, horizon=K_DAYS, days=days)


def satisfaction_by_referral(
    cohorts: CohortTable, place: FigurePlace, last: date
) -> Iterator[MeasureFigure]:
    """The share of 9 and 10 among those who brought a friend after it, and among the others."""
    days = cohort_days(last, K_DAYS)
    for group in (WITH_FRIEND, WITHOUT_FRIEND):
        promoters, answerers = (
            cohorts.total(group, K_DAYS, last, each)
            for each in (Counter.PROMOTERS, Counter.ANSWERERS)
        )
        found = proportion(RatioPart(promoters, answerers))
        yield place.figure("satisfaction_by_referral", found, answerers, group=group, days=days)
