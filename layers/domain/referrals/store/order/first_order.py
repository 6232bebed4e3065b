"""First orders: per customer one small item that names the first order that stayed paid.

It lies beside what is known of a former customer, and is a pointer only: whoever follows it looks
whether the order still is what it was noted as. So it may be behind, and nothing is wrong.
"""

from dataclasses import dataclass
from datetime import date

from awswire.codec import Item
from referrals.model.order_key import ConversionKey
from referrals.store.order.conversion import first_order_day
from referrals.store.order.former_customer import FORMER_ITEM, customer_place
from referrals.store.table import Change, ConditionFailedError, Table

FIRST_ITEM = "first"


@dataclass(frozen=True, slots=True)
class CustomerNote:
    """What is noted of one customer, however many orders they have."""

    first: ConversionKey | None = None
    """An order to look at first; it may have been taken back since."""
    former_since: date | None = None
    """The first order's day of somebody who was a customer before any order was told."""


@dataclass(frozen=True, slots=True)
class FirstOrders:
    table: Table

    def find(self, program_id: str, customer_hash: str) -> CustomerNote:
        """One request."""
        found = self.table.query(
            "conversion_key = :k AND fact BETWEEN :first AND :last",
            {
                ":k": customer_place(program_id, customer_hash),
                ":first": FIRST_ITEM,
                ":last": FORMER_ITEM,
            },
            ConsistentRead=True,
        )
        items = list(found)
        named = next((item["order"] for item in items if item["fact"] == FIRST_ITEM), "")
        return CustomerNote(ConversionKey.parse(named) if named else None, first_order_day(items))

    def note(self, customer_hash: str, key: ConversionKey) -> None:
        """The last word holds: a pointer that is behind costs a look more, and no more."""
        place = _first_key(key.program_id, customer_hash)
        self.table.put({**place, "order": str(key), "mailbox": customer_hash})

    def forget(self, customer_hash: str, key: ConversionKey) -> None:
        """The pointer goes where it names this order. Safe to repeat."""
        named = Change(guard="#o = :key", names={"#o": "order"}, values={":key": str(key)})
        try:
            self.table.delete(_first_key(key.program_id, customer_hash), named)
        except ConditionFailedError:
            return


def _first_key(program_id: str, customer_hash: str) -> Item:
    return {"conversion_key": customer_place(program_id, customer_hash), "fact": FIRST_ITEM}
