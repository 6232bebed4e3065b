"""Former customers: who ordered before the shop's first webhook came, and on which day first.

They lie beside the orders, in the same index: whoever looks for a customer's orders finds them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from awswire.codec import Item
from referrals.model.era import epoch_seconds
from referrals.store.order.conversion import FIRST_DAY, customer_key, first_order_day
from referrals.store.table import Change, ConditionFailedError, Table

FORMER_ITEM = "former"


@dataclass(frozen=True, slots=True)
class FormerCustomers:
    table: Table

    def add(self, program_id: str, customer_hash: str, first_order_on: date) -> bool:
        """Whether it was news: of several days the earliest stays."""
        change = Change(
            update=f"SET {FIRST_DAY} = :day, customer_key = :c, first_seen_at = :at, mailbox = :m",
            guard=f"attribute_not_exists({FIRST_DAY}) OR {FIRST_DAY} > :day",
            values={
                ":day": first_order_on.isoformat(),
                ":m": customer_hash,
                ":c": customer_key(program_id, customer_hash),
                ":at": epoch_seconds(datetime.combine(first_order_on, time(), UTC)),
            },
        )
        try:
            self.table.update(_former_key(program_id, customer_hash), change)
        except ConditionFailedError:
            return False
        return True

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


def _place(program_id: str) -> str:
    return f"{program_id}#customers#"


def customer_place(program_id: str, customer_hash: str) -> str:
    """The partition of whatever is noted of one customer."""
    return _place(program_id) + customer_hash


def _former_key(program_id: str, customer_hash: str) -> Item:
    return {"conversion_key": customer_place(program_id, customer_hash), "fact": FORMER_ITEM}
