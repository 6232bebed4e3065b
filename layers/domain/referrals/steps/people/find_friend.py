"""Finds whom an order makes a friend: whoever its newest address belongs to.

An address that comes late goes to the friend who had none; one that is corrected leads to another
friend, with consents of their own. Whoever was erased is never made anew. Safe to repeat.
"""

from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.order.conversion import Contact
from referrals.model.order_key import ConversionKey
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.mailbox import is_same_mailbox
from referrals.model.people.person import Consents, Person, Role, friend_id_of, without_address
from referrals.model.privacy.request import ERASED
from referrals.steps.people.change_consents import (
    ConsentsChangingError,
    ConsentWish,
    consent_changes,
)
from referrals.store.delivery.outbox import Outbox
from referrals.store.order.conversion import Conversions
from referrals.store.people.consent import ConsentRecords
from referrals.store.people.person import People


@dataclass(frozen=True, slots=True)
class FriendDesk:
    people: People
    conversions: Conversions
    outbox: Outbox
    consents: ConsentRecords


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom an order names, as its newest bodies do."""

    key: ConversionKey
    customer_hash: str
    contact: Contact
    seen_at: datetime


def find_friend(
    key: ConversionKey, customer_hash: str, known_id: str, desk: FriendDesk, *, now: datetime
) -> str:
    """The friend's id; `known_id` is the one that the order has, if it has one."""
    known = desk.people.find(known_id) if known_id else None
    if known_id and (_is_erased(known) or not _is_known_hash(customer_hash)):
        return known_id
    contact = desk.conversions.contact(key, customer_hash)
    friend = _friend(Addressee(key, customer_hash, contact, now), known, desk)
    if known and friend.email:
        # What could not be written to them until now.
        desk.outbox.wake_waiting(friend.person_id, now)
    return friend.person_id


def _is_known_hash(customer_hash: str) -> bool:
    return bool(customer_hash) and not customer_hash.startswith(ERASED)


def _is_erased(known: Person | None) -> bool:
    return known is None or known.email_hash.startswith(ERASED)


def consent_by_order(key: ConversionKey, contact: Contact) -> ConsentWish:
    """What an order says of mail; nothing where it doesn't say."""
    told = contact.may_write
    return ConsentWish(
        consents={} if told is None else {"mail": told},
        place=ConsentPlace.ORDER,
        sentences={},
        said_at=contact.said_at,
        source=str(key),
    )


def _friend(named: Addressee, known: Person | None, desk: FriendDesk) -> Person:
    if known and known.email_hash == named.customer_hash:
        return _update_address(known, named, desk)
    fresh = _person(named, desk.people)
    if known and known.stand_in and fresh.email:
        same = {"person_id": known.person_id, "enrolled_at": known.enrolled_at}
        addressed = fresh.model_copy(update={**same, "name": fresh.name or known.name})
        record = _first_record(addressed, named, desk)
        if desk.people.readdress(known, addressed, *record):
            return addressed
    person = _add_friend(fresh, named, desk)
    new = person.enrolled_at == named.seen_at
    return person if new else _update_address(person, named, desk)


def _add_friend(fresh: Person, named: Addressee, desk: FriendDesk) -> Person:
    """Add a person under an id made of the order; a second friend's id has the hash in it too."""
    person = desk.people.add(fresh, *_first_record(fresh, named, desk))
    if person.email_hash == fresh.email_hash or not _is_known_hash(fresh.email_hash):
        return person
    second_id = friend_id_of(f"{named.key}#{fresh.email_hash}")
    second = fresh.model_copy(update={"person_id": second_id})
    return desk.people.add(second, *_first_record(second, named, desk))


def _update_address(person: Person, named: Addressee, desk: FriendDesk) -> Person:
    """The newest spelling of their address; a consent holds for the mailbox it was given for."""
    contact = named.contact
    if not contact.email or contact.email == person.email:
        return person
    if person.email and is_same_mailbox(person.email, contact.email):
        return desk.people.change(person.person_id, email=contact.email)
    after = person.consents.model_copy(update={"mail": contact.may_write is True})
    wish = consent_by_order(named.key, contact)
    changes = consent_changes(
        person.consents, after, wish, now=named.seen_at, known=person.consent_changes
    )
    words = {"mail": wish.word(named.seen_at)}
    fields = {"email": contact.email, "name": person.name or contact.first_name[:80]}
    if not desk.consents.change(person, after, changes, words, **fields):
        raise ConsentsChangingError("somebody else is changing them.", remedy="Try again.")
    return desk.people.get(person.person_id)


def _first_record(fresh: Person, named: Addressee, desk: FriendDesk) -> list[Item]:
    """What is kept of the consent that they come with."""
    wish = consent_by_order(named.key, named.contact)
    changes = consent_changes(Consents(), fresh.consents, wish, now=named.seen_at, known=0)
    return desk.consents.add_actions(fresh.person_id, changes)


def _person(named: Addressee, people: People) -> Person:
    contact, hashed, friend_id = named.contact, named.customer_hash, friend_id_of(str(named.key))
    # An address that no hash could be made of is none: nothing would lead to it any more.
    email = contact.email if _is_known_hash(hashed) else ""
    stopped = bool(email) and people.refuses_mail(Role.ADVOCATE, hashed)
    agreed = contact.may_write is True and bool(email) and not stopped
    wish = consent_by_order(named.key, contact)
    return Person(
        person_id=friend_id,
        role=Role.FRIEND,
        name=contact.first_name[:80],
        email=email,
        email_hash=hashed or without_address(friend_id),
        locale=contact.locale[:20] or "en",
        consents=Consents(mail=agreed),
        consent_changes=int(agreed),
        consent_words=dict.fromkeys(wish.consents, wish.word(named.seen_at)) if email else {},
        mail_stopped=stopped,
        enrolled_at=named.seen_at,
    )
