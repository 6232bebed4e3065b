"""Gestures of goodwill: one item each, in the table of the ledger, and how many a person had."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from awswire.codec import Item
from referrals.model.errors import NotFoundError
from referrals.model.goodwill.goodwill import Goodwill
from referrals.model.moment import stamp
from referrals.store.table import Change, Table

GOODWILL = "goodwill"


class GoodwillNotFoundError(NotFoundError):
    code = "goodwill_not_found"


@dataclass(frozen=True, slots=True)
class GoodwillRecords:
    table: Table
    page_keys: ClassVar[Mapping[str, type[str | int]]] = {
        "account": str,
        "entry": str,
        "person_id": str,
        "granted_at": str,
    }
    """What tells where a page ended, and of which kind it is."""

    def find(self, goodwill_id: str) -> Goodwill | None:
        item = self.table.get(_place(goodwill_id), consistent=True)
        return Goodwill.model_validate(_fields(item)) if item else None

    def get(self, goodwill_id: str) -> Goodwill:
        found = self.find(goodwill_id)
        if found is None:
            raise GoodwillNotFoundError(f"there is no gesture {goodwill_id}.", field="goodwill_id")
        return found

    def of_person(
        self, person_id: str, limit: int, start: Item | None = None
    ) -> tuple[list[Goodwill], Item | None]:
        """A person's, newest first, from an index, and where to go on."""
        items, after = self.table.page(
            "person_id = :p",
            {":p": _owner(person_id)},
            start=start,
            IndexName="by_person",
            ScanIndexForward=False,
            Limit=limit,
        )
        return [Goodwill.model_validate(_fields(item)) for item in items], after

    def add_action(self, gesture: Goodwill) -> Item:
        """Fails when the reference has its gesture already: there is never a second one."""
        item = {
            **_place(gesture.goodwill_id),
            **gesture.model_dump(mode="json"),
            "person_id": _owner(gesture.person_id),
            "granted_at": stamp(gesture.given_at),
        }
        return self.table.put_action(item, Change(guard="attribute_not_exists(account)"))

    def count_action(self, gesture: Goodwill, year: int, most: int) -> Item:
        """Fails when the person had `most` of them in that year."""
        account = f"goodwill#{gesture.program_id}#{gesture.person_id}"
        change = Change(
            update="ADD given :one",
            guard="attribute_not_exists(given) OR given < :most",
            values={":one": 1, ":most": most},
        )
        return self.table.update_action({"account": account, "entry": f"year#{year}"}, change)


def _place(goodwill_id: str) -> Item:
    return {"account": f"goodwill#{goodwill_id}", "entry": GOODWILL}


def _owner(person_id: str) -> str:
    """Apart from a person's accounts in the same index."""
    return f"goodwill#{person_id}"


def _fields(item: Item) -> Item:
    return {**item, "person_id": item["person_id"].removeprefix(_owner(""))}
