"""Days of a program's links: which links a number of some days counts, the earliest day first.

The list has keys alone, so a link's day is entered once, however much it counts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from awswire.codec import Item
from referrals.model.insight.insight import Day
from referrals.store.batch import read_batch
from referrals.store.insight.bucket import LINK_OF
from referrals.store.insight.insight import read_day
from referrals.store.table import Change, ConditionFailedError, Table

_INDEX = "by_link_day"


@dataclass(frozen=True, slots=True)
class LinkDays:
    table: Table
    links: Table
    page_keys: ClassVar = (LINK_OF, "bucket", "series")
    """What a place to go on from is made of."""

    def page(
        self,
        program_id: str,
        days: tuple[date, date],
        *,
        limit: int,
        start: Item | None = None,
    ) -> tuple[Sequence[Day], Item | None]:
        """Up to `limit` of them, as they are now, and where to go on: two requests."""
        first, last = (each.isoformat() for each in days)
        found, after = self.table.page(
            f"{LINK_OF} = :p AND #b BETWEEN :f AND :l",
            {":p": program_id, ":f": first, ":l": last},
            start=start,
            IndexName=_INDEX,
            Limit=limit,
            ExpressionAttributeNames={"#b": "bucket"},
        )
        keys = [{"series": each["series"], "bucket": each["bucket"]} for each in found]
        return [day for item in read_batch(self.table, keys) if (day := read_day(item))], after

    def advocates(self, codes: Iterable[str]) -> dict[str, str]:
        """Whose links these are; without those that are gone."""
        keys = [{"code": each} for each in dict.fromkeys(codes)]
        return {str(i["code"]): str(i["advocate_id"]) for i in read_batch(self.links, keys)}

    def find_missing(self) -> Iterator[tuple[Item, str]]:
        """Days from before there was a list: their keys and their programs. Scans the table."""
        found = self.table.scan(
            FilterExpression=f"begins_with(series, :l) AND attribute_not_exists({LINK_OF})",
            ExpressionAttributeValues={":l": {"S": "link#"}},
        )
        for item in found:
            key = {"series": item["series"], "bucket": item["bucket"]}
            yield key, str(item["series"]).split("#")[1]

    def enter(self, key: Item, program_id: str) -> bool:
        """Into the list; False where counting did so meanwhile."""
        change = Change(
            update=f"SET {LINK_OF} = :of",
            guard=f"attribute_exists(series) AND attribute_not_exists({LINK_OF})",
            values={":of": program_id},
        )
        try:
            self.table.update(key, change)
        except ConditionFailedError:
            return False
        return True
