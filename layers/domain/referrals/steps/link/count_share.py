"""Counts that an advocate took their link along, by day and channel. No third party hears of it.

The same press told twice is counted once: it has a name of its own.
"""

from datetime import datetime

from referrals.model.insight.counts import share_counts
from referrals.model.insight.insight import Move, day_of
from referrals.model.link.link import Link
from referrals.model.link.share import ShareChannel
from referrals.steps.insight.count_participants import count_participant, count_sharer
from referrals.store.insight.insight import Insights


def count_share(
    link: Link,
    channel: ShareChannel,
    insights: Insights,
    *,
    press: str,
    time_zone: str,
    now: datetime,
) -> bool:
    """Whether it was news. `press` names the one press of a button."""
    on = day_of(now, time_zone)
    counted = share_counts(link.program_id, link.code, channel.value, on)
    is_new = insights.fold([Move(f"share#{link.code}#{press}", counted)], now) == 1
    count_participant(link.program_id, link.code, on, insights, now=now)
    count_sharer(link.program_id, link.code, on, insights, now=now)
    return is_new
