"""Moments worth remembering: the first friend, the third, a year since somebody came, a regular.

Computed from orders as they stand, and stored nowhere: a moment whose order went back is gone, and
comes again when the order does. None of them speaks of money.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum

from referrals.model.attribution.referral import OrderFigures
from referrals.model.privacy.request import ERASED
from referrals.model.reward.order_rule import DENIED, UNDER_REVIEW, VETO_AWAITED

MILESTONES = (1, 3, 10, 25, 50, 100)
MOST_YEARS = 25
MORNING = time(9)
_DOUBTED = {DENIED, UNDER_REVIEW, VETO_AWAITED}


class MemoryKind(StrEnum):
    FRIENDS = "friends"
    """The first friend, the third, the tenth, ..."""
    YEARS = "years"
    """A year since a friend came, or several."""
    REGULAR = "regular"
    """A friend ordered for the fifth time, or as often as the program says: with the order that
    brought them, and all since then that no other advocate brought."""


@dataclass(frozen=True, slots=True)
class BroughtOrder:
    """An order that an advocate brought, as far as a memory needs it."""

    key: str
    friend_id: str
    figures: OrderFigures
    reason: str
    """Of the decision on its reward; empty while there is none."""

    @property
    def is_kept(self) -> bool:
        """Whether it stands, whatever it earned: paid, not gone back, and nobody doubts it."""
        figures = self.figures
        back = figures.cancelled or figures.refunded or figures.charged_back
        lost = figures.lost_minor >= figures.gross_minor
        decided = bool(self.reason) and self.reason not in _DOUBTED
        return (
            bool(self.friend_id) and figures.paid and decided and not (back or lost or figures.test)
        )


@dataclass(frozen=True, slots=True)
class Memory:
    kind: MemoryKind
    happened_at: datetime
    friend_id: str
    number: int
    """Which friend, how many years, how many orders."""

    @property
    def name(self) -> str:
        """The same moment has the same name, however often it is computed."""
        if self.kind is MemoryKind.FRIENDS:
            return f"{self.kind}-{self.number}"
        return f"{self.kind}-{self.friend_id}-{self.number}"


type OwnOrders = Mapping[str, Iterable[datetime]]
"""By a customer's keyed hash: when their orders were placed that stayed and that nobody brought."""


def memories(
    orders: Iterable[BroughtOrder],
    own_orders: OwnOrders,
    *,
    regular_after: int,
    zone: tzinfo,
    now: datetime,
) -> list[Memory]:
    """All that have happened by `now`, the newest first."""
    by_friend: dict[str, list[BroughtOrder]] = defaultdict(list)
    for order in sorted(orders, key=lambda each: each.figures.occurred_at):
        if order.is_kept and order.figures.occurred_at <= now:
            by_friend[order.friend_id].append(order)
    came = {friend_id: kept[0].figures.occurred_at for friend_id, kept in by_friend.items()}
    found = [*_friends(came)]
    for friend_id, kept in by_friend.items():
        moments = [at for at in _all_orders(kept, own_orders) if at <= now]
        if len(moments) >= regular_after:
            at = moments[regular_after - 1]
            found.append(Memory(MemoryKind.REGULAR, at, friend_id, regular_after))
        found += _years(friend_id, came[friend_id], zone, now)
    return sorted(found, key=lambda each: (each.happened_at, each.name), reverse=True)


def _all_orders(kept: list[BroughtOrder], own_orders: OwnOrders) -> list[datetime]:
    """A friend's since they came, the earliest first; none of somebody who is erased."""
    hashes = {each.figures.customer_hash for each in kept}
    if any(each.startswith(ERASED) for each in hashes):
        return []
    brought = [each.figures.occurred_at for each in kept]
    own = [at for each in hashes for at in own_orders.get(each, ()) if at >= brought[0]]
    return sorted([*brought, *own])


def _friends(came: Mapping[str, datetime]) -> Iterable[Memory]:
    arrivals = sorted((at, friend_id) for friend_id, at in came.items())
    for number, (at, friend_id) in enumerate(arrivals, 1):
        if number in MILESTONES:
            yield Memory(MemoryKind.FRIENDS, at, friend_id, number)


def _years(friend_id: str, came_at: datetime, zone: tzinfo, now: datetime) -> Iterable[Memory]:
    day = came_at.astimezone(zone).date()
    for years in range(1, MOST_YEARS + 1):
        at = datetime.combine(same_day(day, years), MORNING, zone).astimezone(UTC)
        if at > now:
            return
        yield Memory(MemoryKind.YEARS, at, friend_id, years)


def same_day(day: date, years: int) -> date:
    """That day `years` later; of a 29 February the 28th, where the year has no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
