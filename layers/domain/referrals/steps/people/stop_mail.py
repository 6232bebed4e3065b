"""Stops all mail to a mailbox, for ever: as advocate and as friend. Safe to repeat."""

from referrals.model.people.person import Role
from referrals.store.people.person import People, PersonNotFoundError


def stop_mail(person_id: str, people: People) -> None:
    """Nothing to do for somebody who was erased: nobody writes to them either."""
    try:
        person = people.stop_mail(person_id)
    except PersonNotFoundError:
        return
    (other,) = set(Role) - {person.role}
    twin = people.find_by_hash(other, person.email_hash)
    if twin:
        people.stop_mail(twin.person_id)
