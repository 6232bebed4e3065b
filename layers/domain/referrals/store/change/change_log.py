"""The log of changes, a part for each month: what is there is never replaced, only told its end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.change.change_record import KEPT, ChangeRecord
from referrals.model.errors import UnavailableError
from referrals.model.moment import stamp
from referrals.store.table import Change, ConditionFailedError, Table

# The place of the month in which the log begins.
_FIRST = "first"


@dataclass(frozen=True, slots=True)
class ChangeLog:
    table: Table

    def add(self, record: ChangeRecord) -> None:
        self._note_first(record.made_at)
        gone = int((record.made_at + KEPT).timestamp())
        item = {**_key(record), **record.model_dump(mode="json"), "expires_at": gone}
        # Ids are random: one that is there already is this one, written by a repeated call.
        try:
            self.table.put(item, Change(guard="attribute_not_exists(entry)"))
        except ConditionFailedError:
            return

    def first_month(self) -> str:
        """Before which nothing was changed (`2026-11`); empty where that isn't known."""
        found, _ = self.table.page(
            "#m = :m", {":m": _FIRST}, ExpressionAttributeNames={"#m": "month"}
        )
        return str(found[0]["since"]) if found else ""

    def finish(self, record: ChangeRecord, outcome: str, made: Mapping[str, str]) -> None:
        """What came of it, and the ids that came to be; the first word stays. The change stands,
        whether or not this can be written: without it, the log says that it may have been made."""
        change = Change(
            update="SET outcome = :o, subject = :s",
            guard="outcome = :none",
            values={":o": outcome, ":s": {**record.subject, **made}, ":none": ""},
        )
        try:
            self.table.update(_key(record), change)
        except (ConditionFailedError, UnavailableError):
            return

    def changes(self, month: str, *, before: str = "") -> Iterator[ChangeRecord]:
        """Those of a month (`2026-11`), the newest first; `before` is a place in it."""
        condition, values = "#m = :m", {":m": month}
        if before:
            condition, values = "#m = :m AND entry < :e", {":m": month, ":e": before}
        found = self.table.query(
            condition,
            values,
            ScanIndexForward=False,
            Limit=100,
            ExpressionAttributeNames={"#m": "month"},
        )
        return (ChangeRecord.model_validate(item) for item in found)

    def _note_first(self, moment: datetime) -> None:
        """Once in a log's life, for whoever reads it back to its beginning."""
        month, known = month_of(moment), self.first_month()
        if known and known <= month:
            return
        # What was there before this was noted is looked for, the oldest first.
        oldest = months(month, month_of(moment - KEPT))[::-1]
        since = next((each for each in oldest if self._has(each)), month)
        self.table.put({"month": _FIRST, "entry": _FIRST, "since": since})

    def _has(self, month: str) -> bool:
        found, _ = self.table.page(
            "#m = :m", {":m": month}, Limit=1, ExpressionAttributeNames={"#m": "month"}
        )
        return bool(found)

    def between(self, first: datetime, last: datetime) -> list[ChangeRecord]:
        """Those made from the one moment to the other, the oldest first."""
        found: list[ChangeRecord] = []
        for month in dict.fromkeys(map(month_of, (first, last))):
            values = {":m": month, ":f": stamp(first), ":l": f"{stamp(last)}#~"}
            items = self.table.query(
                "#m = :m AND entry BETWEEN :f AND :l",
                values,
                ExpressionAttributeNames={"#m": "month"},
            )
            found += map(ChangeRecord.model_validate, items)
        return found


def months(last: str, first: str) -> list[str]:
    """From the one back to the other, both included."""
    found, (year, month) = [], (int(last[:4]), int(last[5:]))
    while (spelled := f"{year:04}-{month:02}") >= first:
        found.append(spelled)
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found


def month_of(moment: datetime) -> str:
    return stamp(moment)[:7]


def place_of_change(record: ChangeRecord) -> str:
    """Within its month."""
    return f"{stamp(record.made_at)}#{record.change_id}"


def _key(record: ChangeRecord) -> Item:
    return {"month": month_of(record.made_at), "entry": place_of_change(record)}
