"""Finds to whom a letter with a sign-in link goes, at the moment it goes out.

An address with a page gets the link to it, whatever was asked for. One without gets a letter only
where somebody wants to join; who merely tried to sign in hears nothing, as nobody is there. The
desk's letters go to who was invited there, and to nobody else.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.delivery import Skipped
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.people.applicant import Applicant, AskingKind
from referrals.model.people.person import Person, Role
from referrals.model.session.sign_in import LASTS
from referrals.model.staff.staff import StaffMember
from referrals.model.words.letter_data import STAFF_NEWS
from referrals.store.people.applicant import Applicants
from referrals.store.people.person import People
from referrals.store.staff.staff import Staff


@dataclass(frozen=True, slots=True)
class SignInReaders:
    applicants: Applicants
    people: People
    staff: Staff


def find_sign_in_reader(
    item: OutboxItem, desk: SignInReaders, *, now: datetime
) -> tuple[OutboxItem, Person] | Skipped:
    """The letter as it goes out, and its reader."""
    if item.topic in STAFF_NEWS:
        return _at_desk(item, desk.staff.register().find(item.person_id))
    applicant = desk.applicants.find(item.person_id, now)
    if applicant is None or applicant.asked_at + LASTS <= now:
        return Skipped("too_late")
    if applicant.kind is AskingKind.DESK:
        return _at_desk(item, desk.staff.register().of_mailbox(applicant.email_hashes))
    person = find_advocate(applicant, desk.people)
    program_id = program_of(applicant, person)
    if person and program_id in person.codes:
        changes = {"topic": Topic.SIGN_IN_REQUESTED, "program_id": program_id}
        return item.model_copy(update=changes), person
    if applicant.kind is AskingKind.SIGN_IN:
        return Skipped("nobody_by_that_address")
    return item, applicant.reader


def _at_desk(item: OutboxItem, member: StaffMember | None) -> tuple[OutboxItem, Person] | Skipped:
    """To the address that was invited, whatever spelling of it somebody typed."""
    return (item, member.reader) if member else Skipped("nobody_by_that_address")


def find_advocate(applicant: Applicant, people: People) -> Person | None:
    return people.find_by_hashes(Role.ADVOCATE, applicant.email_hashes)


def program_of(applicant: Applicant, person: Person | None) -> str:
    """The one that was named, or else the first that they are in; empty for none."""
    own = next(iter(person.codes), "") if person else ""
    return applicant.program_id or own
