"""Enrolls somebody who joined by a press of their own: their link, what it brings about, and what
they agreed to with the sentences that they read. Safe to repeat.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.connection.profile_event import joined_event
from referrals.model.link.link import Link
from referrals.model.people.person import Person
from referrals.model.program.program import AppliedProgram
from referrals.steps.people.change_consents import (
    ConsentDesk,
    ConsentWish,
    change_consents,
    record_first_consents,
)
from referrals.steps.people.enroll_advocate import Enrollment, EnrolmentDesk, enroll_advocate
from referrals.store.delivery.outbox import Outbox


@dataclass(frozen=True, slots=True)
class JoiningDesk:
    enrolment: EnrolmentDesk
    consents: ConsentDesk
    follow_link: Callable[[Link, AppliedProgram, datetime], None]
    """What else a new link brings about: the code that its friends share."""
    outbox: Outbox


def join_advocate(
    enrollment: Enrollment,
    wish: ConsentWish,
    program: AppliedProgram,
    desk: JoiningDesk,
    *,
    now: datetime,
    random: bytes,
    carry: Callable[[Person], Person] = lambda person: person,
) -> Person:
    """`wish` says the same as the enrollment's consents; `random` is 10 bytes. `carry` adds what
    they had agreed to elsewhere, before anybody is told of them."""
    enrolled = enroll_advocate(enrollment, program.rules, desk.enrolment, now=now, random=random)
    desk.follow_link(enrolled.link, program, now)
    if enrolled.new:
        person = carry(record_first_consents(enrolled.person, wish, desk.consents, now=now))
        tells = program.rules.connections.klaviyo
        if tells and (event := joined_event(person, program.program_id, now)):
            desk.outbox.add(event)
        return person
    # Who has been here before says yes to more; nothing they didn't tick is taken back.
    return carry(change_consents(enrolled.person.person_id, wish, desk.consents, now=now))
