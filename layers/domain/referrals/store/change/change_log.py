"""The log of changes, a part for each month: what is there is never replaced, only told its end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.change.change_record import KEPT, ChangeRecord
from referrals.model.errors import UnavailableError
from referrals.model.moment import stamp
from referrals.store.table import Change, ConditionFailedError, Table


@dataclass(frozen=True, slots=True)
class ChangeLog:
    table: Table

    def add(self, record: ChangeRecord) -> None:
        gone = int((record.made_at + KEPT).timestamp())
        item = {**_key(record), **record.model_dump(mode="json"), "expires_at": gone}
        # Ids are random: one that is there already is this one, written by a repeated call.
        try:
            self.table.put(item, Change(guard="attribute_not_exists(entry)"))
        except ConditionFailedError:
            return

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


def month_of(moment: datetime) -> str:
    return stamp(moment)[:7]


def place_of_change(record: ChangeRecord) -> str:
    """Within its month."""
    return f"{stamp(record.made_at)}#{record.change_id}"


def _key(record: ChangeRecord) -> Item:
    return {"month": month_of(record.made_at), "entry": place_of_change(record)}
