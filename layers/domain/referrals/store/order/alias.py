"""Other names of an order: a shop may call one thing by its invoice, its payment and its charge.

They share the Conversions table: an item with the fact `alias` under the lesser name points at the
greater one, which may itself turn out to have a greater one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.order_key import ConversionKey
from referrals.store.batch import read_batch
from referrals.store.table import Change, ConditionFailedError, Table

ALIAS = "alias"
MOST_HOPS = 5


@dataclass(frozen=True, slots=True)
class Alias:
    key: ConversionKey
    """The order under its greater name."""
    moved: bool
    """Whether all that was known under the lesser name has been brought there."""


@dataclass(frozen=True, slots=True)
class Aliases:
    table: Table

    def find(self, key: ConversionKey) -> Alias | None:
        item = self.table.get(_place(key), consistent=True)
        if item is None:
            return None
        greater = ConversionKey(key.program_id, key.source, item["order_id"])
        return Alias(greater, item.get("moved", False))

    def greatest(self, key: ConversionKey) -> ConversionKey:
        """The greatest name known now, for who only asks; `Names.end_of` also finishes moves."""
        for _ in range(MOST_HOPS):
            alias = self.find(key)
            if alias is None:
                break
            key = alias.key
        return key

    def greatest_of(self, keys: Sequence[ConversionKey]) -> list[ConversionKey]:
        """The same of many; few have more than one name."""
        found = read_batch(self.table, list(map(_place, keys)))
        named = {item["conversion_key"] for item in found}
        return [self.greatest(key) if str(key) in named else key for key in keys]

    def add(self, key: ConversionKey, greater: ConversionKey) -> bool:
        """Whether this was news; a name that points somewhere already keeps pointing there."""
        assert (key.program_id, key.source) == (greater.program_id, greater.source)
        assert key != greater
        item = {**_place(key), "order_id": greater.order_id}
        try:
            self.table.put(item, Change(guard="attribute_not_exists(conversion_key)"))
        except ConditionFailedError:
            return False
        return True

    def mark_moved(self, key: ConversionKey) -> None:
        change = Change(update="SET moved = :yes", values={":yes": True})
        self.table.update(_place(key), change)


def _place(key: ConversionKey) -> Item:
    return {"conversion_key": str(key), "fact": ALIAS}
