"""Which orders has a shop called so? One request for all of its sources and names of orders."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from referrals.model.order_key import ConversionKey
from referrals.store.batch import read_batch
from referrals.store.order.alias import ALIAS
from referrals.store.order.conversion import ORDER_ITEM
from referrals.store.table import Table


@dataclass(frozen=True, slots=True)
class OrderSearch:
    table: Table

    def keys_of(self, program_id: str, sources: Iterable[str], name: str) -> list[ConversionKey]:
        """In the order of the sources; one that has a greater name is found under that."""
        keys = [ConversionKey(program_id, source, name) for source in sources]
        places = [
            {"conversion_key": str(key), "fact": fact}
            for key in keys
            for fact in (ALIAS, ORDER_ITEM)
        ]
        return list(dict.fromkeys(self._keys(places)))

    def _keys(self, places: list[dict[str, str]]) -> Iterator[ConversionKey]:
        greater: set[str] = set()
        for item in read_batch(self.table, places):
            key = ConversionKey.parse(item["conversion_key"])
            if item["fact"] == ALIAS:
                greater.add(str(key))
                yield ConversionKey(key.program_id, key.source, item["order_id"])
            elif str(key) not in greater:
                yield key
