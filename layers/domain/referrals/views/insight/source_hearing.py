"""What was heard from a source of late: when last, how much in a day, and is that usual?"""

from datetime import datetime, timedelta

from pydantic import BaseModel

from referrals.model.insight.quiet import (
    DAY_HOURS,
    HISTORY_DAYS,
    HOUR,
    Hearing,
    hour_of,
    hourly,
    judge,
    orders_between,
    usual,
)
from referrals.model.moment import Moment, moment_of
from referrals.store.insight.insight import Insights
from referrals.store.insight.quiet_period import QuietPeriods


class SourceHearing(BaseModel):
    """Orders by the hour (UTC) in which a delivery first told of them, test orders left out."""

    last_heard_at: Moment | None
    """The beginning of that hour; None when nothing was heard in five weeks."""
    last_day: int
    """Orders in the last 24 whole hours and the one that runs."""
    usual_day: float
    """The median of the same 24 hours one to four weeks before; 0 when too new to tell."""
    hearing: Hearing
    quiet_since: Moment | None


def source_hearing(
    program_id: str, source: str, insights: Insights, spells: QuietPeriods, *, now: datetime
) -> SourceHearing:
    first = (now - timedelta(days=HISTORY_DAYS)).date()
    counts = hourly(insights.source_days(program_id, source, first))
    hour = hour_of(now)
    spell = spells.find(program_id, source)
    return SourceHearing(
        last_heard_at=moment_of(max(counts) * HOUR) if counts else None,
        last_day=orders_between(counts, hour - DAY_HOURS, hour + 1),
        usual_day=usual(counts, hour, DAY_HOURS),
        hearing=judge(counts, hour).hearing,
        quiet_since=spell.since if spell else None,
    )
