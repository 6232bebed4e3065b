"""Tells another system of the shop's about one outbox item: a person's profile, or a channel.

Consent is asked at the last moment: who took it back after the cause, or was erased, is told of no
more; and a profile that was written meanwhile is forgotten there as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.connection.profile_event import FORGOTTEN, forgotten_profile
from referrals.model.connection.report import ReportTopic
from referrals.model.delivery.delivery import (
    NO_PROGRAM,
    DeliveryOutcome,
    Done,
    Hopeless,
    LetterKind,
    Outgoing,
    Skipped,
    refusal,
)
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.people.person import Person, Role
from referrals.model.program.program import Program
from referrals.providers.channels.sender import Sender
from referrals.steps.delivery.call_endpoint import call_endpoint
from referrals.steps.delivery.try_item import try_item
from referrals.store.connection.profile import Profiles
from referrals.store.delivery.endpoint import Endpoints
from referrals.store.delivery.outbox import Outbox
from referrals.store.people.person import People
from referrals.store.program.program import Programs

NO_TESTER = Hopeless("no_tester")


@dataclass(frozen=True, slots=True)
class ConnectionDesk:
    outbox: Outbox
    endpoints: Endpoints
    programs: Programs
    people: People
    profiles: Profiles
    sender: Callable[[str], Sender]
    """The channel of that name."""


def tell_connection(
    item_id: str, desk: ConnectionDesk, *, now: datetime, jitter: float
) -> DeliveryOutcome | None:
    """None when the item is not due, or in somebody else's hands. `jitter` is 0 to 1."""
    tried = try_item(
        item_id, desk.outbox, lambda item: _tell(item, desk, now), now=now, jitter=jitter
    )
    return tried.outcome if tried else None


def _tell(item: OutboxItem, desk: ConnectionDesk, now: datetime) -> DeliveryOutcome:
    program = desk.programs.find(item.program_id)
    if program is None:
        return NO_PROGRAM
    parcel = _parcel(item, program.rules, desk)
    if not isinstance(parcel, Outgoing):
        return parcel
    sender = desk.sender(item.channel)
    outcome = call_endpoint(
        item.endpoint,
        item.channel,
        desk.endpoints,
        lambda: sender.send(parcel, now),
        now=now,
    )
    if isinstance(outcome, Done) and item.person_id:
        _note_profile(item, outcome.reference, desk, now)
    return outcome


def _parcel(
    item: OutboxItem, rules: Program, desk: ConnectionDesk
) -> Outgoing | Skipped | Hopeless:
    """What is sent, or why nothing is."""
    if item.channel is Channel.SLACK:
        return Outgoing(item, rules) if _slack_hears(item, rules) else Skipped("slack_off")
    if item.topic == FORGOTTEN:
        return Outgoing(item, rules)
    if item.topic == ReportTopic.TEST:
        tester = _tester(rules, item.created_at)
        return Outgoing(item, rules, tester) if tester else NO_TESTER
    if not rules.connections.klaviyo:
        return Skipped("klaviyo_off")
    reader = desk.people.find(item.person_id)
    return refusal(reader, LetterKind.FRIENDLY) or Outgoing(item, rules, reader)


def _slack_hears(item: OutboxItem, rules: Program) -> bool:
    """A try-out is heard in any case."""
    asked = rules.connections
    day, urgent = asked.slack_hour is not None, asked.slack_urgent
    return {ReportTopic.DAY: day, ReportTopic.URGENT: urgent}.get(ReportTopic(item.topic), True)


def _tester(rules: Program, at: datetime) -> Person | None:
    """The first of the shop's own people that the program names for test letters."""
    if not rules.mail.test_to:
        return None
    email = rules.mail.test_to[0]
    return Person(person_id="", role=Role.FRIEND, email=email, email_hash="", enrolled_at=at)


def _note_profile(item: OutboxItem, profile_id: str, desk: ConnectionDesk, now: datetime) -> None:
    """So that erasing the person reaches it; whoever was erased meanwhile is forgotten at once."""
    desk.profiles.note(item.person_id, item.program_id, profile_id)
    if desk.people.find(item.person_id) is None:
        desk.outbox.add(forgotten_profile(item.program_id, profile_id, now))
        desk.profiles.remove(item.person_id)
