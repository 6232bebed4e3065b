"""Which rewards do the numbers of some days count? By the same functions that count them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from awswire.codec import Item
from referrals.model.insight.counts import is_rewarded, regained_worth
from referrals.model.insight.insight import day_of, start_of_day
from referrals.model.order_key import ConversionKey
from referrals.model.reward.grant import Grant, Side
from referrals.store.reward.grant import Grants


@dataclass(frozen=True, slots=True)
class CountedReward:
    """What one person was given for one order; of a former turn of it, too."""

    on: date
    """The day that it counts on: that of the order's grant."""
    order: ConversionKey
    side: Side
    currency: str
    back_minor: int
    """What came back of its worth."""
    order_is_rewarded: bool
    """Whether something of the order's reward still stands."""


def counted_rewards(
    program_id: str,
    zone: str,
    days: tuple[date, date],
    grants: Grants,
    *,
    limit: int,
    start: Item | None = None,
) -> tuple[list[CountedReward], Item | None]:
    """Of up to `limit` orders granted on those days, the earliest first, and where to go on."""
    first, last = days
    until = start_of_day(last + timedelta(days=1), zone) - timedelta(seconds=1)
    since = start_of_day(first, zone)
    found, after = grants.page(program_id, since, until, limit=limit, start=start)
    return list(_rewards(found, zone)), after


def _rewards(found: Iterable[Grant], zone: str) -> Iterator[CountedReward]:
    for grant in found:
        for side in grant.all_sides:
            if side.stood:
                yield CountedReward(
                    on=day_of(grant.granted_at, zone),
                    order=ConversionKey.parse(grant.key),
                    side=side,
                    currency=grant.currency,
                    back_minor=regained_worth(side),
                    order_is_rewarded=is_rewarded(grant),
                )
