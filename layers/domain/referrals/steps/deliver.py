"""Delivers one outbox item: leases it, hands it over, notes what came of it.

The lease makes one delivery at a time; a delivery that dies leaves a lease that runs out, and the
sweep wakes the item again. So everything goes out at least once, and twice only after a crash
between handing over and noting it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery import (
    ENDPOINT_GONE,
    Hopeless,
    Outcome,
    Parcel,
    Skipped,
    refusal,
    settled,
    worn_out,
)
from referrals.model.letter import other_id
from referrals.model.outbox import Channel, OutboxItem
from referrals.providers.channels.sender import Sender
from referrals.store.endpoint import Endpoints
from referrals.store.outbox import Outbox
from referrals.store.person import People
from referrals.store.program import Programs

NO_PROGRAM = Hopeless("program_not_found")
type HandOver = Callable[[OutboxItem, datetime], Outcome]


@dataclass(frozen=True, slots=True)
class DeliveryDesk:
    """What sending needs: where things are kept, and the ways out."""

    outbox: Outbox
    endpoints: Endpoints
    people: People
    programs: Programs
    sender: Callable[[str], Sender]
    """The channel of that name."""
    fulfil: HandOver
    """Hands a reward over."""


def deliver(item_id: str, desk: DeliveryDesk, *, now: datetime, jitter: float) -> Outcome | None:
    """None when the item is not due, or in somebody else's hands. `jitter` is 0 to 1."""
    item = desk.outbox.lease(item_id, now)
    if item is None:
        return None
    outcome = Hopeless("worn_out") if worn_out(item) else hand_over(item, desk, now)
    desk.outbox.settle(item, settled(item, outcome, now, jitter))
    return outcome


def hand_over(item: OutboxItem, desk: DeliveryDesk, now: datetime) -> Outcome:
    match item.channel:
        case Channel.REWARD:
            return desk.fulfil(item, now)
        case Channel.WEBHOOK:
            return _call(item, desk, now)
        case _:
            return _write(item, desk, now)


def _write(item: OutboxItem, desk: DeliveryDesk, now: datetime) -> Outcome:
    """A letter, to whoever may be written to now: consent is asked at the last moment."""
    recipient = desk.people.find(item.person_id)
    if why_not := refusal(recipient):
        return Skipped(why_not)
    about = other_id(item.topic, item.data)
    other = desk.people.find(about) if about else None
    program = desk.programs.find(item.program_id)
    if program is None:
        return NO_PROGRAM
    return desk.sender(item.channel).send(Parcel(item, program.rules, recipient, other), now)


def _call(item: OutboxItem, desk: DeliveryDesk, now: datetime) -> Outcome:
    program = desk.programs.find(item.program_id)
    if program is None:
        return NO_PROGRAM
    url = program.rules.webhook_url
    if not url:
        return Skipped("no_webhook_url")
    if desk.endpoints.gone(item.program_id, url):
        return ENDPOINT_GONE
    outcome = desk.sender(item.channel).send(Parcel(item, program.rules), now)
    if outcome == ENDPOINT_GONE:
        desk.endpoints.close(item.program_id, url, now)
    return outcome
