"""Changes what a person agrees to, and keeps a record of each change as it was read.

The newest word holds, whenever it is heard. Asked again with the same wish it records nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from referrals.model.errors import ConflictError
from referrals.model.people.consent import ConsentChange, changes_between
from referrals.model.people.consent_word import ConsentPlace, ConsentWord, outranks
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
    """By field; of our own pages the wording's name is `<group>.<field>`."""
    group: str = "consents"
    said_at: datetime | None = None
    """None: now."""
    source: str = ""
    """The key of the order that said it."""

    def word(self, now: datetime) -> ConsentWord:
        """Never later than now: a moment that can't be would keep every later word out."""
        return ConsentWord(at=min(self.said_at or now, now), place=self.place, source=self.source)


def change_consents(
    person_id: str, wish: ConsentWish, desk: ConsentDesk, *, now: datetime
) -> Person:
    """The person as they are afterwards."""
    for _ in range(TRIES):
        person = desk.people.get(person_id)
        held = _newest(person, wish, wish.word(now))
        after = wished_consents(person.consents, held)
        changes = consent_changes(
            person.consents, after, wish, now=now, known=person.consent_changes
        )
        words = dict.fromkeys(held, wish.word(now))
        if not changes and person.consent_words == {**person.consent_words, **words}:
            return person
        if desk.records.change(person, after, changes, words):
            return desk.people.get(person_id)
    raise ConsentsChangingError("somebody else is changing them.", remedy="Try again.")


def _newest(person: Person, wish: ConsentWish, word: ConsentWord) -> dict[str, bool]:
    """Of what is wished that which nobody said something newer about. Whoever stopped mail begins
    it again themselves, or not at all."""
    return {
        name: given
        for name, given in wish.consents.items()
        if outranks(word, person.consent_words.get(name), given=given)
        and (word.place.is_own or not (given and name == "mail" and person.mail_stopped))
    }


def record_first_consents(
    person: Person, wish: ConsentWish, desk: ConsentDesk, *, now: datetime
) -> Person:
    """What somebody agreed to as they were enrolled; nothing where they have records already."""
    if person.consent_changes:
        return person
    changes = consent_changes(Consents(), person.consents, wish, now=now, known=0)
    if changes:
        desk.records.change(person, person.consents, changes, words_of(changes))
    return desk.people.get(person.person_id)


def consents_by_shop(stated: Mapping[str, bool]) -> ConsentWish:
    """The shop answers for what its customer read."""
    return ConsentWish(consents=stated, place=ConsentPlace.SHOP, sentences={})


def words_of(changes: Sequence[ConsentChange]) -> dict[str, ConsentWord]:
    return {each.consent: each.word for each in changes}


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
            at=wish.word(now).at,
            wording=f"{wish.group}.{name}" if wish.place.is_own and name in wish.sentences else "",
            language=wish.language,
            sentence=wish.sentences.get(name, ""),
            source=wish.source,
        )
        for number, (name, given) in enumerate(
            changes_between(before, after).items(), start=known + 1
        )
    )
