"""Stops all mail to a mailbox, for ever: as advocate and as friend. Safe to repeat."""

from datetime import datetime

from referrals.model.people.buyer import hash_of_buyer
from referrals.model.people.person import Person, Role, friend_id_of
from referrals.store.people.person import People, PersonNotFoundError


def stop_mail(person_id: str, people: People, *, now: datetime) -> None:
    """Nothing to do for somebody who was erased: nobody writes to them either."""
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
