"""Stops all mail to a person, for ever or until they agree again. Safe to repeat."""

from referrals.store.person import People, PersonNotFoundError


def stop_mail(person_id: str, people: People) -> None:
    """Nothing to do for somebody who was erased: nobody writes to them either."""
    try:
        people.set_consent(person_id, "mail", agreed=False)
    except PersonNotFoundError:
        return
