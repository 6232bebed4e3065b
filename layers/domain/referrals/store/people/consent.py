"""What people agreed to, change by change: items beside the person, numbered, never altered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.people.consent import ConsentChange
from referrals.model.people.consent_word import ConsentWord
from referrals.model.people.person import Consents, Person
from referrals.store.people.person import as_item
from referrals.store.table import CancelledError, Change, Table, transact

MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class ConsentRecords:
    table: Table

    def change(
        self,
        person: Person,
        after: Consents,
        changes: Sequence[ConsentChange],
        words: Mapping[str, ConsentWord],
        **fields: object,
    ) -> bool:
        """The person's consents, the words on them and a record of each change, together with
        other `fields`; False if others were first."""
        update = _replacement(person, after, changes, words, fields=fields)
        actions = [
            self.table.update_action({"person_id": person.person_id}, update),
            *self.add_actions(person.person_id, changes),
        ]
        try:
            transact(self.table.dynamo, actions)
        except CancelledError:
            return False
        return True

    def add_actions(self, person_id: str, changes: Sequence[ConsentChange]) -> list[Item]:
        """For a transaction that writes the person with the same changes."""
        absent = Change(guard="attribute_not_exists(person_id)")
        return [
            self.table.put_action(
                {**_key(person_id, each.number), **each.model_dump(mode="json")}, absent
            )
            for each in changes
        ]

    def of_person(self, person: Person) -> Iterator[ConsentChange]:
        """All of them, the first one first."""
        for number in range(1, person.consent_changes + 1):
            item = self.table.get(_key(person.person_id, number), consistent=True)
            if item:
                yield ConsentChange.model_validate(item)

    def remove(self, person: Person) -> None:
        """All of them; safe to repeat."""
        keys = [_key(person.person_id, n) for n in range(1, person.consent_changes + 1)]
        for start in range(0, len(keys), MOST_AT_ONCE):
            part = keys[start : start + MOST_AT_ONCE]
            transact(self.table.dynamo, [self.table.delete_action(key) for key in part])


def _key(person_id: str, number: int) -> Item:
    return {"person_id": f"consent#{person_id}#{number:06}"}


def _replacement(
    person: Person,
    after: Consents,
    changes: Sequence[ConsentChange],
    words: Mapping[str, ConsentWord],
    *,
    fields: Mapping[str, object],
) -> Change:
    """Of the person as they were read, and no other."""
    count, before = person.consent_changes, as_item(person)["consent_words"]
    fresh = "attribute_not_exists(consent_changes) OR " if count == 0 else ""
    unsaid = "" if before else "attribute_not_exists(consent_words) OR "
    # Who agrees to mail anew wants it again, though they stopped it once.
    again = any(each.given and each.consent == "mail" for each in changes)
    newer = person.model_copy(update={"consent_words": {**person.consent_words, **words}})
    sets: dict[str, object] = {
        **fields,
        "consents": after.model_dump(mode="json"),
        "consent_words": as_item(newer)["consent_words"],
        "consent_changes": count + len(changes),
        **({"mail_stopped": False} if again else {}),
    }
    given = {f":{name}": value for name, value in sets.items()}
    return Change(
        update="SET " + ", ".join(f"#{name} = :{name}" for name in sets),
        guard=f"attribute_exists(person_id) AND ({fresh}consent_changes = :old)"
        f" AND ({unsaid}consent_words = :before)",
        names={f"#{name}": name for name in sets},
        values={**given, ":old": count, ":before": before},
    )
