"""What people agreed to, change by change: items beside the person, numbered, never altered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.people.consent import ConsentChange
from referrals.model.people.person import Consents, Person
from referrals.store.table import CancelledError, Change, Table, transact

MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class ConsentRecords:
    table: Table

    def change(self, person: Person, after: Consents, changes: Sequence[ConsentChange]) -> bool:
        """The person's consents and a record of each, together; False if others were first."""
        count = person.consent_changes
        fresh = "attribute_not_exists(consent_changes) OR " if count == 0 else ""
        # Who agrees to mail anew wants it again, though they stopped it once.
        again = any(each.given and each.consent == "mail" for each in changes)
        update = Change(
            update="SET consents = :after, consent_changes = :new"
            + (", mail_stopped = :no" if again else ""),
            guard=f"attribute_exists(person_id) AND ({fresh}consent_changes = :old)",
            values={
                ":after": after.model_dump(mode="json"),
                ":old": count,
                ":new": count + len(changes),
                **({":no": False} if again else {}),
            },
        )
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
