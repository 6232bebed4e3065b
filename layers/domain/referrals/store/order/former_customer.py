"""Former customers: who ordered before the shop's first webhook came, and on which day first.

They lie beside the orders, in the same index: whoever looks for a customer's orders finds them.
Each list that told of one leaves its own day on the item, so that any of them can be taken back:
the first day is the earliest of those that are left.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from awswire.codec import Item
from referrals.model.era import epoch_seconds, moment_of
from referrals.store.order.conversion import FIRST_DAY, customer_key, first_order_day, is_order
from referrals.store.table import Change, ConditionFailedError, Table

FORMER_ITEM = "former"
SHOP_LIST = "customers"
"""The shop's own list: who is known by it stays known, whatever else is taken back."""
_TOLD, _AT = "told_", "told_at_"


class FormerCustomer(NamedTuple):
    """Somebody whom a list of another program told of."""

    customer_hash: str
    told_at: datetime
    """When that list came first."""


@dataclass(frozen=True, slots=True)
class FormerCustomers:
    table: Table

    def add(self, program_id: str, customer_hash: str, first_order_on: date) -> bool:
        """Whether it was news: of several days the earliest stays."""
        return self._tell((program_id, customer_hash), first_order_on, SHOP_LIST, None)

    def bring(
        self,
        program_id: str,
        customer_hash: str,
        first_order_on: date,
        *,
        origin: str,
        at: datetime,
    ) -> bool:
        """The same, from another program, which may be taken back."""
        key = _former_key(program_id, customer_hash)
        item = self.table.get(key, consistent=True) or {}
        if FIRST_DAY in item and not _days(item):
            # Known from before lists left their days: as good as by the shop's own.
            day = date.fromisoformat(item[FIRST_DAY])
            self._tell((program_id, customer_hash), day, SHOP_LIST, None)
        return self._tell((program_id, customer_hash), first_order_on, origin, at)

    def _tell(self, place: tuple[str, str], day: date, origin: str, at: datetime | None) -> bool:
        told = Change(
            update="SET #told = :day",
            guard="attribute_not_exists(#told) OR #told > :day",
            names={"#told": _TOLD + origin},
            values={":day": day.isoformat()},
        )
        if at:
            told = told._replace(
                update=f"{told.update}, #at = if_not_exists(#at, :now)",
                names={**told.names, "#at": _AT + origin},
                values={**told.values, ":now": epoch_seconds(at)},
            )
        first = Change(
            update=f"{told.update}, {FIRST_DAY} = :day, customer_key = :c, first_seen_at = :at, "
            "mailbox = :m",
            guard=f"attribute_not_exists({FIRST_DAY}) OR {FIRST_DAY} > :day",
            names=told.names,
            values={
                **told.values,
                ":m": place[1],
                ":c": customer_key(*place),
                ":at": _index_time(day),
            },
        )
        if self._update(place, first):
            return True
        self._update(place, told)
        return False

    def take_back(self, program_id: str, customer_hash: str, origin: str) -> bool:
        """Whether one list's word went; who is known by no other isn't known any more."""
        place = (program_id, customer_hash)
        item = self.table.get(_former_key(*place), consistent=True) or {}
        if _TOLD + origin not in item:
            return False
        left = {name: day for name, day in _days(item).items() if name != origin}
        same = Change(guard=f"{FIRST_DAY} = :known", values={":known": item[FIRST_DAY]})
        if not left:
            return self._delete(place, same)
        day = min(left.values())
        rest = Change(
            update=f"SET {FIRST_DAY} = :day, first_seen_at = :at REMOVE #told, #at",
            guard=same.guard,
            names={"#told": _TOLD + origin, "#at": _AT + origin},
            values={**same.values, ":day": day, ":at": _index_time(date.fromisoformat(day))},
        )
        return self._update(place, rest)

    def told_by(self, program_id: str, origin: str) -> Iterator[FormerCustomer]:
        """All of whom one list told; reads the whole table, for people's own commands."""
        place = _place(program_id)
        for item in self.table.scan(
            FilterExpression="attribute_exists(#at)", ExpressionAttributeNames={"#at": _AT + origin}
        ):
            if item["conversion_key"].startswith(place):
                customer_hash = item["conversion_key"].removeprefix(place)
                yield FormerCustomer(customer_hash, moment_of(item[_AT + origin]))

    def has_order_since(self, program_id: str, customer: FormerCustomer) -> bool:
        """Whether they ordered here once they were known: from an index."""
        found = self.table.query(
            "customer_key = :c AND first_seen_at >= :at",
            {
                ":c": customer_key(program_id, customer.customer_hash),
                ":at": epoch_seconds(customer.told_at),
            },
            IndexName="by_customer",
        )
        return any(map(is_order, found))

    def first_order_on(self, program_id: str, customer_hash: str) -> date | None:
        item = self.table.get(_former_key(program_id, customer_hash), consistent=True)
        return first_order_day([item] if item else [])

    def remove(self, program_id: str, customer_hash: str) -> bool:
        """Whether there was one; all that lies with them goes, too."""
        place = {":k": customer_place(program_id, customer_hash)}
        items = list(self.table.query("conversion_key = :k", place, ConsistentRead=True))
        for item in items:
            self.table.delete({name: item[name] for name in ("conversion_key", "fact")})
        return any(item["fact"] == FORMER_ITEM for item in items)

    def hashes(self, program_id: str) -> Iterator[str]:
        """All of a program's; reads the whole table, for people's own commands."""
        place = _place(program_id)
        for item in self.table.scan():
            if item["fact"] == FORMER_ITEM and item["conversion_key"].startswith(place):
                yield item["conversion_key"].removeprefix(place)

    def _update(self, place: tuple[str, str], change: Change) -> bool:
        try:
            self.table.update(_former_key(*place), change)
        except ConditionFailedError:
            return False
        return True

    def _delete(self, place: tuple[str, str], change: Change) -> bool:
        try:
            self.table.delete(_former_key(*place), change)
        except ConditionFailedError:
            return False
        return True


def _days(item: Item) -> dict[str, str]:
    """By the list that told it; empty for items from before lists left theirs."""
    return {
        name.removeprefix(_TOLD): day
        for name, day in item.items()
        if name.startswith(_TOLD) and not name.startswith(_AT)
    }


def _index_time(day: date) -> int:
    return epoch_seconds(datetime.combine(day, time(), UTC))


def _place(program_id: str) -> str:
    return f"{program_id}#customers#"


def customer_place(program_id: str, customer_hash: str) -> str:
    """The partition of whatever is noted of one customer."""
    return _place(program_id) + customer_hash


def _former_key(program_id: str, customer_hash: str) -> Item:
    return {"conversion_key": customer_place(program_id, customer_hash), "fact": FORMER_ITEM}
