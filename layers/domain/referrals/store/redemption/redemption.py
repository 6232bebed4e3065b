"""Redemptions: one item each, beside the lines that they move, in the table of the ledger.

An item is replaced only by whoever read it last.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from awswire.codec import Item
from referrals.model.moment import stamp
from referrals.model.redemption.redemption import Redemption, RedemptionNotFoundError
from referrals.store.batch import read_batch
from referrals.store.table import Change, Table

REDEMPTION = "redemption"
OPEN = "reserved"


@dataclass(frozen=True, slots=True)
class Redemptions:
    table: Table
    page_keys: ClassVar[Mapping[str, type[str | int]]] = {
        "account": str,
        "entry": str,
        "person_id": str,
        "granted_at": str,
    }
    """What tells where a page ended, and of which kind it is."""

    def find(self, redemption_id: str) -> Redemption | None:
        item = self.table.get(_place(redemption_id), consistent=True)
        return Redemption.model_validate(_fields(item)) if item else None

    def find_all(self, redemption_ids: Iterable[str]) -> dict[str, Redemption]:
        """Those that are there, by their ids; a hundred cost one request."""
        places = [_place(each) for each in dict.fromkeys(redemption_ids)]
        items = read_batch(self.table, places)
        found = (Redemption.model_validate(_fields(item)) for item in items)
        return {each.redemption_id: each for each in found}

    def get(self, redemption_id: str) -> Redemption:
        found = self.find(redemption_id)
        if found is None:
            raise RedemptionNotFoundError(
                f"there is no redemption {redemption_id}.", field="redemption_id"
            )
        return found

    def of_person(
        self, person_id: str, limit: int, start: Item | None = None
    ) -> tuple[list[Redemption], Item | None]:
        """A person's, newest first, from an index, and where to go on."""
        items, after = self.table.page(
            "person_id = :p",
            {":p": _owner(person_id)},
            start=start,
            IndexName="by_person",
            ScanIndexForward=False,
            Limit=limit,
        )
        return [Redemption.model_validate(_fields(item)) for item in items], after

    def exchanges_of(self, person_id: str) -> Iterator[Redemption]:
        """Open ones, from an index: what was just written may be missing."""
        items = self.table.query("person_id = :p", {":p": _owner(person_id)}, IndexName="by_person")
        found = (Redemption.model_validate(_fields(item)) for item in items)
        return (each for each in found if each.is_open and each.exchange)

    def lapsed_ids(self, until: datetime, page: int) -> Iterator[str]:
        """Ids of reservations whose time seems to be over, longest ago first, so many at a time:
        a hint."""
        items = self.table.query(
            "hold_state = :open AND hold_until <= :until",
            {":open": OPEN, ":until": stamp(until)},
            IndexName="by_hold",
            Limit=page,
        )
        return (item["redemption_id"] for item in items)

    def add_action(self, redemption: Redemption) -> Item:
        """Fails when the reference has its redemption already: there is never a second one."""
        absent = Change(guard="attribute_not_exists(account)")
        return self.table.put_action(_as_item(redemption), absent)

    def change_action(self, redemption: Redemption) -> Item:
        """Fails unless the stored one is the version before this."""
        return self.table.put_action(_as_item(redemption), _follows(redemption))

    def change(self, redemption: Redemption) -> None:
        """Raises ConditionFailedError unless the stored one is the version before this."""
        self.table.put(_as_item(redemption), _follows(redemption))


def _follows(redemption: Redemption) -> Change:
    before = redemption.version - 1
    return Change(guard="#v = :before", names={"#v": "version"}, values={":before": before})


def _place(redemption_id: str) -> Item:
    return {"account": f"redemption#{redemption_id}", "entry": REDEMPTION}


def _owner(person_id: str) -> str:
    """Apart from a person's accounts in the same index: however many these are, those stay few."""
    return f"redemptions#{person_id}"


def _fields(item: Item) -> Item:
    return {**item, "person_id": item["person_id"].removeprefix(_owner(""))}


def _as_item(redemption: Redemption) -> Item:
    item = {
        **_place(redemption.redemption_id),
        **redemption.model_dump(mode="json"),
        "person_id": _owner(redemption.person_id),
        "granted_at": stamp(redemption.reserved_at),
    }
    if not redemption.is_open or redemption.exchange:
        return item
    return {**item, "hold_state": OPEN, "hold_until": stamp(redemption.ends_at)}
