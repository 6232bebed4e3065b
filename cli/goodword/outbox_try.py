"""One item of the outbox, watched until it was tried."""

import time

from referrals.model.delivery.outbox import DeliveryState, OutboxItem
from referrals.wiring import stores

POLL_SECONDS = 0.5


def follow_try(item: OutboxItem, wait: int) -> OutboxItem:
    """Until it went out, or one try of it is over: a try counts from its beginning."""
    outbox, ends = stores.outbox(), time.monotonic() + wait
    found = outbox.get(item.item_id)
    while _is_moving(found) and time.monotonic() < ends:
        time.sleep(POLL_SECONDS)
        found = outbox.get(item.item_id)
    return found


def _is_moving(item: OutboxItem) -> bool:
    untried = item.state is DeliveryState.PENDING and not item.attempts
    return untried or item.state is DeliveryState.SENDING
