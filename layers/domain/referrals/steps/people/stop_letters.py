"""Stops letters to a mailbox, as advocate and as friend: a kind, all friendly ones, or everything.

Safe to repeat. Who was erased is written nothing anyway.
"""

from collections.abc import Iterator
from datetime import datetime

from referrals.model.delivery.unsubscribe import StopLink, WayOut, stopped_kinds
from referrals.model.people.buyer import hash_of_buyer
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Person, Role, friend_id_of
from referrals.steps.people.change_consents import ConsentDesk, ConsentWish, change_consents
from referrals.store.people.person import People, PersonNotFoundError


def stop_letters(link: StopLink, way: WayOut, desk: ConsentDesk, *, now: datetime) -> None:
    # Of a buyer nothing is kept that a consent could be taken off: their stop is of everything.
    if way is WayOut.ALL or hash_of_buyer(link.person_id):
        stop_mail(link.person_id, desk.people, now=now)
        return
    wish = ConsentWish(
        consents=dict.fromkeys(stopped_kinds(link, way), False),
        place=ConsentPlace.UNSUBSCRIBE,
        sentences={},
    )
    for person in _of_mailbox(link.person_id, desk.people):
        change_consents(person.person_id, wish, desk, now=now)


def _of_mailbox(person_id: str, people: People) -> Iterator[Person]:
    """Both whom it may belong to."""
    person = people.find(person_id)
    if person is None:
        return
    yield person
    (other,) = set(Role) - {person.role}
    twin = people.find_by_hash(other, person.email_hash)
    if twin:
        yield twin


def stop_mail(person_id: str, people: People, *, now: datetime) -> None:
    """No mail of any kind from now on. Nothing to do for somebody who was erased."""
    if email_hash := hash_of_buyer(person_id):
        person_id = _note_buyer(person_id, email_hash, people, now)
    try:
        person = people.stop_mail(person_id)
    except PersonNotFoundError:
        return
    (other,) = set(Role) - {person.role}
    twin = people.find_by_hash(other, person.email_hash)
    if twin:
        people.stop_mail(twin.person_id)


def _note_buyer(buyer_id: str, email_hash: str, people: People, now: datetime) -> str:
    """The friend whom they are or may become: nothing else could remember what they said. No name
    and no address is kept of them for that."""
    nameless = Person(
        person_id=friend_id_of(buyer_id), role=Role.FRIEND, email_hash=email_hash, enrolled_at=now
    )
    return people.add(nameless).person_id
