"""What a person agreed to, change by change, where they are signed in, and what they told."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from pydantic import BaseModel

from referrals.model.note.note import Note
from referrals.model.order_key import ConversionKey
from referrals.model.people.consent import ConsentChange
from referrals.model.people.person import Person, Role
from referrals.model.people.suppression import Suppression
from referrals.model.session.person_session import PersonSession
from referrals.store.privacy.person_records import PersonRecords
from referrals.views.privacy.person_stories import StoryData, person_stories


class PersonProfile(BaseModel):
    person_id: str
    consents: list[ConsentChange]
    sessions: list[PersonSession]
    notes: list[Note]
    """Thanks that they received or wrote, with the replies."""
    stories: list[StoryData]
    goals: list[str]
    """Goals that they took part in, by program and name."""


def person_profile(
    person: Person, files: PersonRecords, now: datetime, orders: Sequence[ConversionKey]
) -> PersonProfile:
    """`orders` are the person's own."""
    return PersonProfile(
        person_id=person.person_id,
        consents=list(files.consents.of_person(person)),
        sessions=list(files.sessions.of_person(person.person_id, now)),
        goals=_goals(person, files, orders),
        notes=list(files.notes.of_person(person.person_id)),
        stories=person_stories(person, files),
    )


def _goals(person: Person, files: PersonRecords, orders: Sequence[ConversionKey]) -> list[str]:
    own = files.goals.units_of_orders(orders)
    places = [each for each in own if each.friend_id == person.person_id]
    if person.role is Role.ADVOCATE:
        places += files.goals.units_of_advocate(person.person_id)
    return list(dict.fromkeys(each.goal_id for each in places))


def suppressions(
    customer_hash: str, people: list[Person], files: PersonRecords
) -> list[Suppression]:
    """Of every mailbox that somebody may be found by."""
    found = map(files.suppressions.find, files.mailbox_hashes(customer_hash, people))
    return [each for each in found if each]


class FormerCustomerData(BaseModel):
    """That they had ordered before the shop's first webhook came."""

    program: str
    first_order_on: date


def former_customers(customer_hash: str, files: PersonRecords) -> Iterator[FormerCustomerData]:
    for program_id in files.traces(customer_hash).programs:
        if day := files.former_customers.first_order_on(program_id, customer_hash):
            yield FormerCustomerData(program=program_id, first_order_on=day)
