"""What was brought from other programs: one item a person and origin, in the ledger's table."""

from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.migration.opening import BroughtPerson
from referrals.model.moment import stamp
from referrals.store.table import Change, ConditionFailedError, Table


@dataclass(frozen=True, slots=True)
class BroughtPeople:
    table: Table

    def find(self, program_id: str, origin: str, person_id: str) -> BroughtPerson | None:
        item = self.table.get(_key(program_id, origin, person_id), consistent=True)
        return _read(item) if item else None

    def add(self, brought: BroughtPerson) -> BroughtPerson:
        """As it is kept: of two calls the first one's."""
        try:
            self.table.put(_item(brought), Change(guard="attribute_not_exists(account)"))
        except ConditionFailedError:
            found = self.find(brought.program_id, brought.origin, brought.person_id)
            return found or brought
        return brought

    def add_action(self, brought: BroughtPerson) -> Item:
        """Beside a person who is new by it."""
        return self.table.put_action(_item(brought), Change(guard="attribute_not_exists(account)"))

    def add_code(self, brought: BroughtPerson, code: str) -> BroughtPerson:
        """Before its link is made: whatever breaks off, no link is without its item."""
        if code in brought.codes:
            return brought
        after = brought.model_copy(update={"codes": (*brought.codes, code)})
        change = Change(
            update="SET codes = :codes",
            guard="attribute_exists(account)",
            values={":codes": list(after.codes)},
        )
        self.table.update(_key_of(brought), change)
        return after

    def amount_action(self, brought: BroughtPerson, asset: str, amount: int) -> Item:
        """`amount` in all; fails when another sum was brought since `brought` was read."""
        known = brought.amounts.get(asset)
        same = "amounts.#a = :known" if known is not None else "attribute_not_exists(amounts.#a)"
        change = Change(
            update="SET amounts.#a = :amount",
            guard=f"attribute_exists(account) AND {same}",
            names={"#a": asset},
            values={":amount": amount, **({":known": known} if known is not None else {})},
        )
        return self.table.update_action(_key_of(brought), change)

    def clear_action(self, brought: BroughtPerson) -> Item:
        """Nothing of theirs is brought any more; fails when the sums moved."""
        change = Change(
            update="SET amounts = :none",
            guard="amounts = :known",
            values={":none": {}, ":known": brought.amounts},
        )
        return self.table.update_action(_key_of(brought), change)

    def page(
        self, program_id: str, origin: str, limit: int, start: Item | None = None
    ) -> tuple[list[BroughtPerson], Item | None]:
        items, after = self.table.page(
            "account = :a",
            {":a": _place(program_id, origin)},
            start=start,
            ConsistentRead=True,
            Limit=limit,
        )
        return [_read(item) for item in items], after

    def has_people(self, program_id: str, origin: str) -> bool:
        """Whether anybody is here from there."""
        return bool(self.page(program_id, origin, 1)[0])

    def of_person(self, person_id: str) -> list[BroughtPerson]:
        """From an index."""
        items = self.table.query("person_id = :p", {":p": _owner(person_id)}, IndexName="by_person")
        return [_read(item) for item in items]

    def remove(self, brought: BroughtPerson) -> None:
        """Safe to repeat."""
        self.table.delete(_key_of(brought))


def _place(program_id: str, origin: str) -> str:
    return f"brought#{program_id}#{origin}"


def _key(program_id: str, origin: str, person_id: str) -> Item:
    return {"account": _place(program_id, origin), "entry": f"person#{person_id}"}


def _key_of(brought: BroughtPerson) -> Item:
    return _key(brought.program_id, brought.origin, brought.person_id)


def _owner(person_id: str) -> str:
    """Apart from a person's accounts in the same index."""
    return f"brought#{person_id}"


def _item(brought: BroughtPerson) -> Item:
    return {
        **_key_of(brought),
        **brought.model_dump(mode="json"),
        "person_id": _owner(brought.person_id),
        "granted_at": stamp(brought.brought_at),
    }


def _read(item: Item) -> BroughtPerson:
    person_id = item["person_id"].removeprefix(_owner(""))
    return BroughtPerson.model_validate({**item, "person_id": person_id})
