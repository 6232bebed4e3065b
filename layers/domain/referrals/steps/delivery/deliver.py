"""Delivers one outbox item that isn't a webhook: a letter, a reward, a code, a question.

Everything goes out at least once, and twice only after a crash between handing over and noting it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.connection.profile_event import profile_event
from referrals.model.delivery.delivery import (
    NO_PROGRAM,
    DeliveryOutcome,
    Hopeless,
    LetterContent,
    LetterKind,
    Outgoing,
    Skipped,
    refusal,
)
from referrals.model.delivery.outbox import ADDRESS_KNOWN, NO_ADDRESS, Channel, OutboxItem
from referrals.model.letter.sample import SAMPLE
from referrals.model.people.buyer import hash_of_buyer
from referrals.model.people.person import Person, Role
from referrals.model.program.program import Program
from referrals.model.reward.grant import Grant
from referrals.model.words.letter_data import FRIENDLY, kind_of, other_person_id, refresh_letter
from referrals.providers.channels.sender import Sender
from referrals.steps.delivery.try_item import try_item
from referrals.steps.delivery.try_letter import sample_parcel
from referrals.store.attribution.referral import Referrals
from referrals.store.delivery.outbox import Outbox
from referrals.store.people.person import People
from referrals.store.people.suppression import Suppressions
from referrals.store.program.program import Programs
from referrals.store.reward.grant import Grants

type HandOver = Callable[[OutboxItem, datetime], DeliveryOutcome]


@dataclass(frozen=True, slots=True)
class DeliveryDesk:
    """What sending needs: where things are kept, and the ways out."""

    outbox: Outbox
    people: People
    programs: Programs
    sender: Callable[[str], Sender]
    """The channel of that name."""
    fulfil: HandOver
    """Hands a reward over."""
    referrals: Referrals
    grants: Grants
    settle_code: HandOver
    """Brings a shop in line with a gift code."""
    ask_veto: HandOver
    """Asks the merchant's own system about an order."""
    content_of: Callable[[OutboxItem, Person], LetterContent | Skipped]
    """What a letter says beyond its wording, looked up now; or why it is not sent after all."""
    suppressions: Suppressions
    sign_in_reader: Callable[[OutboxItem, datetime], tuple[OutboxItem, Person] | Skipped]
    """To whom a letter goes that somebody asked for with an address, and as which letter."""
    find_buyer: Callable[[OutboxItem], Person | None]
    """To whom an invitation goes of whom nothing is kept but an order."""
    mailbox_of: Callable[[str], str]
    """Of somebody of the desk who tries a letter, by their id; empty for nobody."""


def deliver(
    item_id: str, desk: DeliveryDesk, *, now: datetime, jitter: float
) -> DeliveryOutcome | None:
    """None when the item is not due, or in somebody else's hands. `jitter` is 0 to 1."""
    tried = try_item(
        item_id, desk.outbox, lambda item: hand_over(item, desk, now=now), now=now, jitter=jitter
    )
    if tried is None:
        return None
    if tried.outcome == Skipped(NO_ADDRESS):
        _wake_waiting(tried.item, desk, now)
    return tried.outcome


def _wake_waiting(item: OutboxItem, desk: DeliveryDesk, now: datetime) -> None:
    """Wake the reader's letters if their address came while this one was being skipped."""
    person = desk.people.find(item.person_id)
    if person and person.email:
        desk.outbox.wake_waiting(person.person_id, now)


def hand_over(item: OutboxItem, desk: DeliveryDesk, *, now: datetime) -> DeliveryOutcome:
    match item.channel:
        case Channel.REWARD:
            return desk.fulfil(item, now)
        case Channel.CODE:
            return desk.settle_code(item, now)
        case Channel.VETO:
            return desk.ask_veto(item, now)
        case _:
            return _write(item, desk, now)


def _write(item: OutboxItem, desk: DeliveryDesk, now: datetime) -> DeliveryOutcome:
    """A letter, to whom it concerns now: address and consent are asked at the last moment."""
    if SAMPLE in item.data:
        return _send_sample(item, desk, now)
    if kind_of(item.topic) is LetterKind.SIGN_IN:
        found = desk.sign_in_reader(item, now)
        return found if isinstance(found, Skipped) else _send(*found, desk, now=now)
    buyer = bool(hash_of_buyer(item.person_id))
    recipient = desk.find_buyer(item) if buyer else desk.people.find(item.person_id)
    moves = recipient is not None and recipient.role is Role.FRIEND and not buyer
    current = _refresh_letter(item, desk) if moves else item
    if isinstance(current, Skipped):
        return current
    if current.person_id != item.person_id:
        recipient = desk.people.find(current.person_id)
    consent = FRIENDLY.get(item.topic, "mail")
    if why_not := refusal(recipient, kind_of(item.topic), consent=consent):
        if recipient and why_not.reason == NO_ADDRESS:
            desk.outbox.note_waiting(recipient.person_id, item.item_id)
        return why_not
    assert recipient is not None
    return _send(current, recipient, desk, now=now)


def _send(
    item: OutboxItem, recipient: Person, desk: DeliveryDesk, *, now: datetime
) -> DeliveryOutcome:
    suppression = desk.suppressions.find(recipient.email_hash)
    if suppression and suppression.stands:
        return Skipped(f"mailbox_{suppression.reason}")
    content = desk.content_of(item, recipient)
    if isinstance(content, Skipped):
        return content
    about = other_person_id(item.topic, item.data)
    other = desk.people.find(about) if about else None
    program = desk.programs.find(item.program_id)
    if program is None:
        return NO_PROGRAM
    if program.rules.connections.klaviyo and (event := profile_event(item, recipient, now)):
        desk.outbox.add(event)
    parcel = Outgoing(item, _rules_of_letter(item, program.rules), recipient, other, content)
    return desk.sender(item.channel).send(parcel, now)


def _rules_of_letter(item: OutboxItem, rules: Program) -> Program:
    """A nudge of an experiment's arm is said in that arm's words."""
    if not item.data.get("arm"):
        return rules
    from referrals.model.experiment.nudge_arm import words_on_arm

    place = str(item.data.get("experiment")), str(item.data["arm"])
    return rules.model_copy(update={"words": words_on_arm(rules.words, rules.experiments, *place)})


def _send_sample(item: OutboxItem, desk: DeliveryDesk, now: datetime) -> DeliveryOutcome:
    program = desk.programs.find(item.program_id)
    if program is None:
        return NO_PROGRAM
    parcel = sample_parcel(item, program.rules, desk.mailbox_of, now=now)
    if isinstance(parcel, Hopeless):
        return parcel
    return desk.sender(item.channel).send(parcel, now)


def _refresh_letter(item: OutboxItem, desk: DeliveryDesk) -> OutboxItem | Skipped:
    """The letter for the order's present friend; one that waited is brought up to date."""
    key = str(item.data.get("conversion_key") or "")
    referral = desk.referrals.find(key) if key else None
    moved = bool(referral and referral.friend_id not in ("", item.person_id))
    waited = item.reason == ADDRESS_KNOWN
    grant = desk.grants.find(key) if key and (moved or waited) else None
    if moved and grant and not _has(grant, item):
        # Whom it was moved to gets letters of their own.
        return Skipped("another_friend")
    current = refresh_letter(item, grant) if waited else item
    if moved and referral and isinstance(current, OutboxItem):
        return current.model_copy(update={"person_id": referral.friend_id})
    return current


def _has(grant: Grant, item: OutboxItem) -> bool:
    """Whether it still has the side that the letter tells of, under the letter's reader."""
    part = (item.data.get("side"), item.person_id)
    return any((side.name, side.person_id) == part for side in grant.sides)
