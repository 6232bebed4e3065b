"""Calls the merchant's own server about one outbox item, by a signed webhook."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.delivery import (
    NO_PROGRAM,
    DeliveryOutcome,
    Outgoing,
    Skipped,
)
from referrals.model.delivery.outbox import OutboxItem
from referrals.providers.channels.sender import Sender
from referrals.steps.delivery.call_endpoint import call_endpoint
from referrals.steps.delivery.try_item import try_item
from referrals.store.delivery.endpoint import Endpoints
from referrals.store.delivery.outbox import Outbox
from referrals.store.program.program import Programs


@dataclass(frozen=True, slots=True)
class CallDesk:
    outbox: Outbox
    endpoints: Endpoints
    programs: Programs
    sender: Callable[[str], Sender]
    """The channel of that name."""


def call_merchant(
    item_id: str, desk: CallDesk, *, now: datetime, jitter: float
) -> DeliveryOutcome | None:
    """None when the item is not due, or in somebody else's hands. `jitter` is 0 to 1."""
    tried = try_item(
        item_id, desk.outbox, lambda item: _call(item, desk, now), now=now, jitter=jitter
    )
    return tried.outcome if tried else None


def _call(item: OutboxItem, desk: CallDesk, now: datetime) -> DeliveryOutcome:
    program = desk.programs.find(item.program_id)
    if program is None:
        return NO_PROGRAM
    url = program.rules.webhook_url
    if not url:
        return Skipped("no_webhook_url")
    sender = desk.sender(item.channel)
    return call_endpoint(
        item.endpoint,
        url,
        desk.endpoints,
        lambda: sender.send(Outgoing(item, program.rules), now),
        now=now,
    )
