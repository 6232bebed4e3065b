"""Wakes what waits in the outbox: items that are due, and leases whose delivery died.

Waking is a touch: the table's stream then calls deliveries, as it did the first time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.outbox import DeliveryState
from referrals.model.work import HasTime, Work, endless
from referrals.store.delivery.outbox import Outbox
from referrals.store.delivery.outbox_change import WaitingItem


@dataclass(frozen=True, slots=True)
class Swept:
    due: int
    expired: int
    failed: tuple[str, ...] = ()
    left: int = 0
    """How many wait for the next sweep, at least."""


def sweep_outbox(outbox: Outbox, *, now: datetime, has_time: HasTime = endless) -> Swept:
    """Wake items that are due, oldest first, and count them. Safe to repeat and to run twice."""
    work, woken = Work(has_time), dict.fromkeys(DeliveryState, 0)
    for item in work.through(_waiting(outbox, now)):
        with work.item(item.item_id):
            woken[DeliveryState(item.state)] += outbox.wake(item, now)
    due, expired = woken[DeliveryState.PENDING], woken[DeliveryState.SENDING]
    return Swept(due, expired, work.failed, work.left)


def _waiting(outbox: Outbox, now: datetime) -> Iterator[WaitingItem]:
    """Dead leases first: they are the older trouble, and few. What a sweep woke goes to the end of
    the line, where the same sweep would meet it again."""
    yield from outbox.waiting(DeliveryState.SENDING, now)
    seen = set[str]()
    for item in outbox.waiting(DeliveryState.PENDING, now):
        if item.item_id not in seen:
            seen.add(item.item_id)
            yield item
