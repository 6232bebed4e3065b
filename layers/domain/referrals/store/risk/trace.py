"""Where traces of orders were seen: an item for each order and trace, found by the trace.

In the Conversions table, under `<program>#traces#<kind>#<value>` by the order's own moment. An item
is written again as it is, so nothing is counted twice; what is read is bounded, and the oldest go
by themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from awswire.codec import Item
from referrals.model.era import epoch_seconds, moment_of
from referrals.model.moment import stamp
from referrals.model.order_key import ConversionKey
from referrals.model.risk.evidence import MOST_SIGHTINGS, Sighting
from referrals.store.table import Table

KEEP = timedelta(days=100)
_SEEN = "seen#"


@dataclass(frozen=True, slots=True)
class Sightings:
    table: Table

    def note(self, program_id: str, traces: Mapping[str, str], sighting: Sighting) -> None:
        """Safe to repeat."""
        for kind, value in traces.items():
            item = {
                **_place(_key(program_id, kind, value), sighting.placed_at, sighting.order),
                "order": sighting.order,
                "placed_at": epoch_seconds(sighting.placed_at),
                "customer": sighting.customer,
                "advocate_id": sighting.advocate_id,
                "lost": sighting.lost,
                "expires_at": epoch_seconds(sighting.placed_at + KEEP),
            }
            self.table.put(item)

    def of_trace(
        self, key: ConversionKey, kind: str, value: str, between: tuple[datetime, datetime]
    ) -> tuple[Sighting, ...]:
        """In other orders, the newest first: one request, so many at most."""
        first, last = between
        items, _ = self.table.page(
            "conversion_key = :k AND fact BETWEEN :first AND :last",
            {
                ":k": _key(key.program_id, kind, value),
                ":first": f"{_SEEN}{stamp(first)}",
                ":last": f"{_SEEN}{stamp(last)}~",
            },
            ScanIndexForward=False,
            ConsistentRead=True,
            Limit=MOST_SIGHTINGS,
        )
        return tuple(_sighting(item) for item in items if item["order"] != str(key))

    def forget(self, key: ConversionKey, traces: Mapping[str, str], placed_at: datetime) -> None:
        """Safe to repeat."""
        for kind, value in traces.items():
            self.table.delete(_place(_key(key.program_id, kind, value), placed_at, str(key)))


def _key(program_id: str, kind: str, value: str) -> str:
    return f"{program_id}#traces#{kind}#{value}"


def _place(key: str, at: datetime, order: str) -> Item:
    return {"conversion_key": key, "fact": f"{_SEEN}{stamp(at)}#{order}"}


def _sighting(item: Item) -> Sighting:
    return Sighting(
        item["order"],
        moment_of(item["placed_at"]),
        item["customer"],
        item["advocate_id"],
        item["lost"],
    )
