"""Counts that an advocate took their link along, by day and channel. No third party hears of it.

The same press told twice is counted once: it has a name of its own. A press that no script names
is counted once a day for each channel and page.
"""

from datetime import datetime

from awswire.dynamo import AwsError
from referrals.model.errors import UnavailableError
from referrals.model.insight.counts import share_counts
from referrals.model.insight.insight import Move, day_of
from referrals.model.link.link import Link
from referrals.model.link.share import ShareChannel, SharePage, share_name
from referrals.steps.insight.count_participants import count_participant, count_sharer
from referrals.steps.nudge.change_history import note_share
from referrals.store.insight.insight import Insights
from referrals.store.nudge.letter_history import LetterHistories


def count_share(
    link: Link,
    channel: ShareChannel,
    insights: Insights,
    *,
    time_zone: str,
    now: datetime,
    press: str = "",
    page: SharePage = SharePage.OWN,
) -> bool:
    """Whether it was news. `press` names the one press of a button.

    Who shares from a nudge's page is no sharer of the share rate, which leaves looks there out.
    """
    on = day_of(now, time_zone)
    counted = share_counts(link.program_id, link.code, share_name(channel, page), on)
    mark = f"share#{link.code}#{press or f'{page}-{channel}-{on}'}"
    is_new = insights.fold([Move(mark, counted, keeps_counts=True)], now) == 1
    count_participant(link.program_id, link.code, on, insights, now=now)
    if page is SharePage.OWN:
        count_sharer(link.program_id, link.code, on, insights, now=now)
    return is_new


def count_press(
    link: Link,
    channel: ShareChannel,
    insights: Insights,
    histories: LetterHistories,
    *,
    page: SharePage,
    time_zone: str,
    now: datetime,
) -> bool:
    """Whether a link that was pressed on its way to a channel was news, which answers letters too.

    Nobody is kept from sharing because it can't be counted: then it isn't.
    """
    try:
        new = count_share(link, channel, insights, time_zone=time_zone, now=now, page=page)
        if new:
            note_share(link.advocate_id, histories, now=now)
    except (UnavailableError, AwsError):
        return False
    return new
