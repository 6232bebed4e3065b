"""Orders that Ada brought, as far as her moments need them."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from referrals.model.memory.memory import BroughtOrder, Memory, memories
from tests.world import a_conversion, figures_of

CAME = datetime(2024, 2, 29, 22, 30, tzinfo=UTC)
LATER = datetime(2030, 1, 1, tzinfo=UTC)


def an_order_of(
    friend_id: str = "fri_ben", at: datetime = CAME, reason: str = "granted", **figures: Any
) -> BroughtOrder:
    found = figures_of(a_conversion(), occurred_at=at, **figures)
    return BroughtOrder(f"friends#shopify#{friend_id}-{at:%s}", friend_id, found, reason)


def remember(
    *orders: BroughtOrder, zone: str = "UTC", now: datetime = LATER, after: int = 3
) -> list[Memory]:
    return memories(orders, {}, regular_after=after, zone=ZoneInfo(zone), now=now)
