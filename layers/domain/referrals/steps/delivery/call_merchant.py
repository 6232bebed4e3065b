"""Calls the merchant's own server about one outbox item, by a signed webhook.

A server that hangs or fails again and again is left alone for some minutes: what waits for it then
costs neither time nor a try.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.delivery import (
    ENDPOINT_GONE,
    NO_PROGRAM,
    DeliveryOutcome,
    Outgoing,
    Postponement,
    Skipped,
    TryAgain,
)
from referrals.model.delivery.outbox import OutboxItem
from referrals.providers.channels.sender import Sender
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
    endpoint = desk.endpoints.find(item.program_id, url)
    if endpoint.gone:
        return ENDPOINT_GONE
    if endpoint.rests_until and endpoint.rests(now):
        return Postponement(endpoint.rests_until)
    outcome = desk.sender(item.channel).send(Outgoing(item, program.rules), now)
    if outcome == ENDPOINT_GONE:
        desk.endpoints.close(item.program_id, url, now)
    elif isinstance(outcome, TryAgain) and outcome.ailing:
        desk.endpoints.note_failure(endpoint, now)
    elif endpoint.failures:
        desk.endpoints.note_answer(endpoint)
    return outcome
