"""Sends a parked outbox item again, by a person's decision, with all its tries before it.

For an address that had said 410 Gone this is also the word that it is there again.
"""

from datetime import datetime

from referrals.model.delivery.delivery import ENDPOINT_GONE
from referrals.model.delivery.outbox import OutboxItem
from referrals.store.delivery.endpoint import Endpoints
from referrals.store.delivery.outbox import Outbox


def resend(item_id: str, outbox: Outbox, endpoints: Endpoints, *, now: datetime) -> OutboxItem:
    """The item, pending; refused for one that isn't parked: that one looks after itself."""
    item = outbox.get(item_id)
    if item.reason == ENDPOINT_GONE.reason:
        endpoints.open(item.endpoint)
    return outbox.reopen(item_id, now)
