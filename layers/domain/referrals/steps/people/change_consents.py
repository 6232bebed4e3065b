"""Changes what a person agrees to, and keeps a record of each change as it was read.

Asked again with the same wish it changes and records nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from referrals.model.errors import ConflictError
from referrals.model.people.consent import ConsentChange, ConsentPlace, changes_between
from referrals.model.people.person import Consents, Person
from referrals.store.people.consent import ConsentRecords
from referrals.store.people.person import People

TRIES = 5


class ConsentsChangingError(ConflictError):
    """Others change them at this very moment, again and again."""

    code = "consents_changing"


@dataclass(frozen=True, slots=True)
class ConsentDesk:
    people: People
    records: ConsentRecords


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWish:
    """`consents` are the fields to change; `sentences` what stood beside each of them."""

    consents: Mapping[str, bool]
    place: ConsentPlace
    language: str = ""
    sentences: Mapping[str, str]
    """By field; the wording's name is `consents.<field>`."""


def change_consents(
    person_id: str, wish: ConsentWish, desk: ConsentDesk, *, now: datetime
) -> Person:
    """The person as they are afterwards."""
    for _ in range(TRIES):
        person = desk.people.get(person_id)
        after = wished_consents(person.consents, wish.consents)
        changes = consent_changes(
            person.consents, after, wish, now=now, known=person.consent_changes
        )
        if not changes:
            return person
        if desk.records.change(person, after, changes):
            return desk.people.get(person_id)
    raise ConsentsChangingError("somebody else is changing them.", remedy="Try again.")


def record_first_consents(
    person: Person, wish: ConsentWish, desk: ConsentDesk, *, now: datetime
) -> Person:
    """What somebody agreed to as they were enrolled; nothing where they have records already."""
    if person.consent_changes:
        return person
    changes = consent_changes(Consents(), person.consents, wish, now=now, known=0)
    if changes:
        desk.records.change(person, person.consents, changes)
    return desk.people.get(person.person_id)


def consents_by_shop() -> ConsentWish:
    """For `record_first_consents`: the shop answers for what its customer read."""
    return ConsentWish(consents={}, place=ConsentPlace.SHOP, sentences={})


def wished_consents(before: Consents, wish: Mapping[str, bool]) -> Consents:
    return Consents.model_validate({**before.model_dump(), **wish})


def consent_changes(
    before: Consents, after: Consents, wish: ConsentWish, *, now: datetime, known: int
) -> tuple[ConsentChange, ...]:
    """One for each field that differs, numbered on from `known`."""
    return tuple(
        ConsentChange(
            number=number,
            consent=name,
            given=given,
            place=wish.place,
            at=now,
            wording=f"consents.{name}" if name in wish.sentences else "",
            language=wish.language,
            sentence=wish.sentences.get(name, ""),
        )
        for number, (name, given) in enumerate(
            changes_between(before, after).items(), start=known + 1
        )
    )
