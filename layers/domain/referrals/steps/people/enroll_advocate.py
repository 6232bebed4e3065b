"""Enrolls an advocate: one person per mailbox, one own link per program.

Called again for the same mailbox it changes nothing and answers with who is there, so a call that
was cut off anywhere is simply made again.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.identity import new_id
from referrals.model.link.link import Link
from referrals.model.people.mailbox import email_hashes, postal_address
from referrals.model.people.name import printable_name
from referrals.model.people.person import Consents, Person, Role
from referrals.model.program.program import Program
from referrals.steps.link.issue_link import LinkWish, issue_link
from referrals.store.link.link import Links
from referrals.store.people.person import People


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrollment:
    """What the shop knows about its customer."""

    name: str
    email: str
    locale: str
    time_zone: str
    consents: Consents


@dataclass(frozen=True, slots=True)
class Enrolment:
    person: Person
    link: Link
    new: bool
    """Whether nobody was enrolled with this mailbox before."""


@dataclass(frozen=True, slots=True)
class EnrolmentDesk:
    """Where advocates and their links are kept, and the key that stands in for their e-mail."""

    people: People
    links: Links
    identity_key: bytes


def enroll_advocate(
    enrollment: Enrollment, rules: Program, desk: EnrolmentDesk, *, now: datetime, random: bytes
) -> Enrolment:
    """`random` is 10 bytes."""
    hashes = email_hashes(desk.identity_key, enrollment.email)
    wanted_id = new_id("adv", now, random)
    person = desk.people.find_by_hashes(Role.ADVOCATE, hashes)
    if person is None:
        # A new word, not an old one, opens a mailbox again that was closed as a friend's.
        closed = not enrollment.consents.mail
        stopped = closed and desk.people.refuses_mail(Role.FRIEND, hashes[0])
        fresh = _person(enrollment, wanted_id, hashes[0], now, stopped=stopped)
        person = desk.people.add(fresh)
    link = own_link(person, rules, desk, now=now)
    return Enrolment(person, link, person.person_id == wanted_id)


def own_link(person: Person, rules: Program, desk: EnrolmentDesk, *, now: datetime) -> Link:
    """The advocate's first link in the program, issued when there is none yet."""
    if code := person.codes.get(rules.program):
        return desk.links.get(code)
    # The seed is fixed: two calls at once, or one cut off, come to the same link.
    seed = f"{person.person_id}#{rules.program}".encode()
    wish = LinkWish(advocate_id=person.person_id)
    link = issue_link(wish, rules, links=desk.links, now=now, seed=seed).link
    desk.people.set_own_code(person.person_id, rules.program, link.code)
    return link


def _person(
    enrollment: Enrollment, person_id: str, hashed: str, now: datetime, *, stopped: bool
) -> Person:
    return Person(
        person_id=person_id,
        role=Role.ADVOCATE,
        name=printable_name(enrollment.name),
        email=postal_address(enrollment.email),
        email_hash=hashed,
        locale=enrollment.locale,
        time_zone=enrollment.time_zone,
        consents=enrollment.consents,
        mail_stopped=stopped,
        enrolled_at=now,
    )
