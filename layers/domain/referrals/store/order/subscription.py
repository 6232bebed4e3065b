"""Which orders belong to one subscription: so its first order and its renewals find each other.

In the Conversions table, under the source's own id of the subscription, and under its customer
where a source names none: `start#` and `renewal#`, each with the moment and the order. Whoever
writes itself down before it looks for the others is seen by them, or sees them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from awswire.codec import Item
from referrals.model.moment import stamp
from referrals.model.order_key import ConversionKey
from referrals.store.table import Change, ConditionFailedError, Table

START, RENEWAL = "start#", "renewal#"
# Renewals that one subscription is followed for: daily ones of half a year.
MOST_RENEWALS = 200


class Membership(NamedTuple):
    """One order of a subscription."""

    key: ConversionKey
    occurred_at: datetime
    group: str
    """`id#<subscription>` or `customer#<keyed hash>`."""


def groups_of(subscription: str, customer_hash: str) -> tuple[str, ...]:
    """Where an order is written down: the surest first."""
    named = (f"id#{subscription}" if subscription else "",)
    return (*filter(None, named), *((f"customer#{customer_hash}",) if customer_hash else ()))


@dataclass(frozen=True, slots=True)
class Subscriptions:
    table: Table

    def join(self, kind: str, member: Membership) -> str:
        """Writes it down, once; answers what its followers were last told (`mark`), "" so far."""
        place = _place(kind, member)
        known = self.table.get(place, consistent=True)
        if known is not None:
            return str(known.get("mark", ""))
        item = {**place, "order_id": member.key.order_id}
        try:
            self.table.put(item, Change(guard="attribute_not_exists(conversion_key)"))
        except ConditionFailedError:
            return self.join(kind, member)
        return ""

    def mark(self, kind: str, member: Membership, mark: str) -> None:
        change = Change(update="SET mark = :m", values={":m": mark})
        self.table.update(_place(kind, member), change)

    def first(self, kind: str, key: ConversionKey, group: str) -> ConversionKey | None:
        """The earliest order of that kind."""
        return next(self._orders(kind, key, group, limit=1), None)

    def renewals(self, key: ConversionKey, group: str) -> tuple[ConversionKey, ...]:
        return tuple(self._orders(RENEWAL, key, group, limit=MOST_RENEWALS))

    def forget_customer(self, key: ConversionKey, customer_hash: str) -> None:
        """Nothing leads from the hash to their orders any more."""
        (group,) = groups_of("", customer_hash)
        partition = _partition(key, group)
        for item in self.table.query("conversion_key = :k", {":k": partition}, ConsistentRead=True):
            self.table.delete({"conversion_key": partition, "fact": item["fact"]})

    def _orders(
        self, kind: str, key: ConversionKey, group: str, *, limit: int
    ) -> Iterator[ConversionKey]:
        items, _ = self.table.page(
            "conversion_key = :k AND begins_with(fact, :f)",
            {":k": _partition(key, group), ":f": kind},
            Limit=limit,
            ConsistentRead=True,
        )
        return (ConversionKey(key.program_id, key.source, item["order_id"]) for item in items)


def _partition(key: ConversionKey, group: str) -> str:
    """No order's key: a source's own name has no `#` in it."""
    return f"{key.program_id}#subscription#{key.source}#{group}"


def _place(kind: str, member: Membership) -> Item:
    fact = f"{kind}{stamp(member.occurred_at)}#{member.key.order_id}"
    return {"conversion_key": _partition(member.key, member.group), "fact": fact}
