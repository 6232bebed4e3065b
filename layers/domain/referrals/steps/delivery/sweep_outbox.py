"""Wakes what waits in the outbox: items that are due, and leases whose delivery died.

Waking is a touch: the table's stream then calls deliveries, as it did the first time.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from referrals.model.delivery.outbox import DeliveryState
from referrals.store.delivery.outbox import Outbox

# A sweep must end long before the next one starts; what is left over waits for that one.
MOST = 500


@dataclass(frozen=True, slots=True)
class Swept:
    due: int
    expired: int
    left: int = 0
    """How many are due and were not woken, at least; looked at where a sweep was full."""


def sweep_outbox(outbox: Outbox, *, now: datetime, most: int = MOST) -> Swept:
    """Wake items that are due, oldest first, and count them. Safe to repeat and to run twice."""
    # Dead leases first: they are the older trouble, and few.
    expired = _wake(outbox, DeliveryState.SENDING, now, most)
    due = _wake(outbox, DeliveryState.PENDING, now, most - expired)
    full = due + expired >= most
    return Swept(due, expired, max(outbox.count_due(now) - due - expired, 0) if full else 0)


def _wake(outbox: Outbox, state: DeliveryState, now: datetime, most: int) -> int:
    waiting = islice(outbox.in_state(state, now), most)
    return sum(outbox.wake(item, now) for item in waiting)
