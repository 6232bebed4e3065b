"""Stores of who speaks for whom: people's sessions, and what they agreed to."""

from typing import TYPE_CHECKING

from referrals.wiring import clients

if TYPE_CHECKING:
    from referrals.store.change.change_log import ChangeLog
    from referrals.store.people.applicant import Applicants
    from referrals.store.people.consent import ConsentRecords
    from referrals.store.session.bucket import Buckets
    from referrals.store.session.person_session import PersonSessions
    from referrals.store.session.portal_pass import PortalPasses
    from referrals.store.session.sign_in import SignIns
    from referrals.store.staff.desk_entry import DeskEntries
    from referrals.store.staff.staff import Staff


def change_log() -> "ChangeLog":
    from referrals.store.change.change_log import ChangeLog

    return ChangeLog(clients.table("changes"))


def buckets() -> "Buckets":
    from referrals.store.session.bucket import Buckets

    return Buckets(clients.table("sessions"))


def person_sessions() -> "PersonSessions":
    from referrals.store.session.person_session import PersonSessions

    return PersonSessions(clients.table("sessions"))


def consent_records() -> "ConsentRecords":
    from referrals.store.people.consent import ConsentRecords

    return ConsentRecords(clients.table("people"))


def applicants() -> "Applicants":
    from referrals.store.people.applicant import Applicants

    return Applicants(clients.table("people"))


def sign_ins() -> "SignIns":
    from referrals.store.session.sign_in import SignIns

    return SignIns(clients.table("sessions"))


def portal_passes() -> "PortalPasses":
    from referrals.store.session.portal_pass import PortalPasses

    return PortalPasses(clients.table("sessions"))


def staff() -> "Staff":
    from referrals.store.staff.staff import Staff

    return Staff(clients.table("people"))


def desk_entries() -> "DeskEntries":
    from referrals.store.staff.desk_entry import DeskEntries

    return DeskEntries(clients.table("sessions"))
