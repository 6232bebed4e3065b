"""An export of so many orders, in a process that does nothing else: `bench/measures.py` asks it.

`python -m bench.export_memory ITEMS NUMBER` reads some items as they are stored, and exports
`NUMBER` like them, slice by slice, as DynamoDB would hand them over; prints megabytes.
"""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from awswire.codec import Item
from bench.warm import peak_megabytes
from goodword.export.facts import export_facts
from referrals.store.table import Table
from referrals.wiring import clients

SLICE = 400
"""About the megabyte that a page of a table has."""


class ExportTable(Table):
    """A table of orders that nobody has to hold at once; every other one is empty."""

    orders: tuple[Item, ...] = ()
    many = 0

    def scan_page(self, *, start: Item | None = None, **_: Any) -> tuple[list[Item], Any]:
        if self.name != "referrals":
            return [], None
        begin = int(start["at"]) if start else 0
        items = [
            {**self.orders[n % len(self.orders)], "referral_key": str(n), "order_id": str(n)}
            for n in range(begin, min(begin + SLICE, self.many))
        ]
        after = begin + SLICE
        return items, {"at": after} if after < self.many else None


def main(file: str, many: str) -> int:
    ExportTable.orders, ExportTable.many = tuple(json.loads(Path(file).read_text())), int(many)
    with TemporaryDirectory() as folder:
        written = export_facts(Path(folder), _table_of, lambda _: "UTC")
    assert written["orders.parquet"] == ExportTable.many
    print(peak_megabytes())
    return 0


def _table_of(noun: str) -> Table:
    return ExportTable(clients.dynamo(), noun)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
