"""Stores of who speaks for whom: people's sessions, and what they agreed to."""

from typing import TYPE_CHECKING

from referrals.wiring import clients

if TYPE_CHECKING:
    from referrals.store.people.consent import ConsentRecords
    from referrals.store.session.person_session import PersonSessions


def person_sessions() -> "PersonSessions":
    from referrals.store.session.person_session import PersonSessions

    return PersonSessions(clients.table("sessions"))


def consent_records() -> "ConsentRecords":
    from referrals.store.people.consent import ConsentRecords

    return ConsentRecords(clients.table("people"))
