"""Sets the numbers to what the tables come to, wherever a check found them different."""

from collections.abc import Iterable

from referrals.model.insight.insight import UNREADABLE, Deviation
from referrals.store.insight.insight import Insights


def rebuild_insights(deviations: Iterable[Deviation], insights: Insights) -> int:
    """How many counters were set; UnavailableError when one moved since it was checked."""
    ours = (each for each in deviations if each.counter != UNREADABLE)
    return sum(1 for deviation in ours if insights.correct(deviation))
