"""People, and the identity items that make an e-mail address unique per role."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from awswire.codec import Item
from referrals.model.errors import NotFoundError
from referrals.model.people.person import Person, Role
from referrals.store.batch import read_batch
from referrals.store.table import (
    CancelledError,
    Change,
    ConditionFailedError,
    Table,
    transact,
)

ABSENT = Change(guard="attribute_not_exists(person_id)")


class PersonNotFoundError(NotFoundError):
    code = "person_not_found"


@dataclass(frozen=True, slots=True)
class People:
    table: Table
    page_keys: ClassVar[Mapping[str, type[str | int]]] = {"person_id": str}
    """What tells where a page ended, and of which kind it is."""

    def find(self, person_id: str) -> Person | None:
        item = self.table.get({"person_id": person_id}, consistent=True)
        return Person.model_validate(item) if item else None

    def find_all(self, person_ids: Iterable[str]) -> dict[str, Person]:
        """Those who are there, by their ids; a hundred cost one request."""
        keys = [{"person_id": each} for each in dict.fromkeys(person_ids) if each]
        found = (Person.model_validate(item) for item in read_batch(self.table, keys))
        return {person.person_id: person for person in found}

    def advocate(self, advocate_id: str) -> Person:
        """A friend's id is nobody's here: what they bought is no merchant's list of advocates."""
        person = self.find(advocate_id)
        if person is None or person.role is not Role.ADVOCATE:
            raise PersonNotFoundError(
                f"no advocate has the id {advocate_id}.",
                field="advocate_id",
                remedy="POST /v1/advocates enrolls one and answers with the id.",
            )
        return person

    def get(self, person_id: str) -> Person:
        found = self.find(person_id)
        if found is None:
            raise PersonNotFoundError(f"nobody has the id {person_id}.", field="person_id")
        return found

    def find_by_hash(self, role: Role, email_hash: str) -> Person | None:
        item = self.table.get({"person_id": _identity(role, email_hash)}, consistent=True)
        return self.find(item["owner_id"]) if item else None

    def find_all_by_hash(self, role: Role, hashes: Iterable[str]) -> dict[str, Person]:
        """Those who are there, by their hashes; a hundred cost two requests."""
        identities = {_identity(role, each): each for each in dict.fromkeys(hashes)}
        keys = [{"person_id": name} for name in identities]
        owners = {item["person_id"]: item["owner_id"] for item in read_batch(self.table, keys)}
        people = self.find_all(owners.values())
        found = {identities[name]: people.get(owner) for name, owner in owners.items()}
        return {email_hash: person for email_hash, person in found.items() if person}

    def find_by_hashes(self, role: Role, hashes: Iterable[str]) -> Person | None:
        """By the first of them that somebody has."""
        found = (self.find_by_hash(role, each) for each in hashes)
        return next((person for person in found if person), None)

    def rehash(self, person: Person, email_hash: str) -> bool:
        """Whether they are found by the other hash from now on; not where somebody else is."""
        identity = {
            "person_id": _identity(person.role, email_hash),
            "owner_id": person.person_id,
        }
        change = Change(
            update="SET email_hash = :new",
            guard="email_hash = :old",
            values={":new": email_hash, ":old": person.email_hash},
        )
        former = {"person_id": _identity(person.role, person.email_hash)}
        actions = [
            self.table.put_action(identity, ABSENT),
            self.table.update_action({"person_id": person.person_id}, change),
            self.table.delete_action(former),
        ]
        try:
            transact(self.table.dynamo, actions)
        except CancelledError:
            return False
        return True

    def add(self, person: Person, *beside: Item) -> Person:
        """The person, or whoever has that role and e-mail address already; `beside` are actions
        of the same transaction."""
        identity = {
            "person_id": _identity(person.role, person.email_hash),
            "owner_id": person.person_id,
        }
        actions = [
            self.table.put_action(identity, ABSENT),
            self.table.put_action(as_item(person), ABSENT),
            *beside,
        ]
        try:
            transact(self.table.dynamo, actions)
        except CancelledError:
            return self.find_by_hash(person.role, person.email_hash) or self.get(person.person_id)
        return person

    def page(
        self, role: Role, limit: int, start: Item | None = None
    ) -> tuple[list[Person], Item | None]:
        """Up to `limit` people in the order of their ids, from an index, and where to go on."""
        found, after = self.table.page(
            "#r = :r",
            {":r": role.value},
            start=start and {**start, "role": role.value},
            IndexName="by_role",
            Limit=limit,
            ExpressionAttributeNames={"#r": "role"},
        )
        keys = [{"person_id": item["person_id"]} for item in found]
        people = [Person.model_validate(item) for item in read_batch(self.table, keys)]
        return people, after and {"person_id": after["person_id"]}

    def change(self, person_id: str, **fields: object) -> Person:
        sets = ", ".join(f"#{name} = :{name}" for name in fields)
        change = Change(
            update=f"SET {sets}",
            guard="attribute_exists(person_id)",
            names={f"#{name}": name for name in fields},
            values={f":{name}": value for name, value in fields.items()},
        )
        return Person.model_validate(self.table.update({"person_id": person_id}, change))

    def remove(self, person: Person) -> None:
        """Whole, with what they are found by; safe to repeat."""
        keys = (person.person_id, _identity(person.role, person.email_hash))
        transact(self.table.dynamo, [self.table.delete_action({"person_id": key}) for key in keys])

    def readdress(self, stand_in: Person, named: Person, *beside: Item) -> bool:
        """Gives a friend of whom no address was known the one of `named`; False when the address
        is another's by now, or this friend has one. `beside` are actions of the same transaction.
        """
        assert stand_in.stand_in
        assert stand_in.person_id == named.person_id
        identity = {
            "person_id": _identity(named.role, named.email_hash),
            "owner_id": named.person_id,
        }
        former = {"person_id": _identity(stand_in.role, stand_in.email_hash)}
        same = Change(guard="email_hash = :h", values={":h": stand_in.email_hash})
        actions = [
            self.table.put_action(identity, ABSENT),
            self.table.delete_action(former),
            self.table.put_action(as_item(named), same),
            *beside,
        ]
        try:
            transact(self.table.dynamo, actions)
        except CancelledError:
            return False
        return True

    def stop_mail(self, person_id: str) -> Person:
        """No mail of any kind from now on; what else the person agreed to stays."""
        change = Change(
            update="SET mail_stopped = :yes, consents.#m = :no",
            guard="attribute_exists(person_id)",
            names={"#m": "mail"},
            values={":yes": True, ":no": False},
        )
        try:
            return Person.model_validate(self.table.update({"person_id": person_id}, change))
        except ConditionFailedError:
            raise PersonNotFoundError(
                f"nobody has the id {person_id}.", field="person_id"
            ) from None

    def refuses_mail(self, role: Role, email_hash: str) -> bool:
        """Whether this mailbox asked for no mail in that role."""
        person = self.find_by_hash(role, email_hash)
        return person is not None and person.mail_stopped

    def set_own_code(self, person_id: str, program_id: str, code: str) -> Person:
        """Remembers the person's first link in a program; a later one changes nothing."""
        change = Change(
            update="SET codes.#p = if_not_exists(codes.#p, :c)",
            guard="attribute_exists(person_id)",
            names={"#p": program_id},
            values={":c": code},
        )
        return Person.model_validate(self.table.update({"person_id": person_id}, change))

    def forget_own_code(self, person_id: str, program_id: str, code: str) -> None:
        """Unless it is another one. Safe to repeat."""
        change = Change(
            update="REMOVE codes.#p",
            guard="codes.#p = :c",
            names={"#p": program_id},
            values={":c": code},
        )
        with suppress(ConditionFailedError):
            self.table.update({"person_id": person_id}, change)


def person_id_in(item: Item) -> str:
    """Of a person as a stream shows them; empty for other items."""
    return str(item.get("person_id", "")) if "role" in item else ""


def as_item(person: Person) -> Item:
    return person.model_dump(mode="json")


def _identity(role: Role, email_hash: str) -> str:
    return f"identity#{role}#{email_hash}"
