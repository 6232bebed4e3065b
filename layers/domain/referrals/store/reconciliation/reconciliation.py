"""Where each store's reconciliation stands, who is at it, and the reports of what was found.

They share the Conversions table under `<program>#<source>#store`: the fact `cursor`, and
`report#<moment>#<opened>` by the end of the window it tells of, for half a year.
"""

from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.era import epoch_seconds
from referrals.model.errors import ConflictError
from referrals.model.moment import stamp
from referrals.model.reconciliation.reconciliation import Cursor, WindowReport
from referrals.store.table import Change, ConditionFailedError, Table

KEEP_SECONDS = 180 * 86_400
_CURSOR, _REPORT = "cursor", "report#"


class ReconciliationTakenError(ConflictError):
    """Another run has taken this store over, for ours took too long."""

    code = "reconciliation_taken"


@dataclass(frozen=True, slots=True)
class Reconciliations:
    table: Table

    def take(
        self, program_id: str, source: str, holder: str, *, now: datetime, seconds: int
    ) -> Cursor | None:
        """The store for one run alone; None while another one is at it."""
        change = Change(
            update="SET lease_by = :h, lease_until = :until, visited_at = :now",
            guard="attribute_not_exists(lease_until) OR lease_until <= :now OR lease_by = :h",
            values={
                ":h": holder,
                ":now": epoch_seconds(now),
                ":until": epoch_seconds(now) + seconds,
            },
        )
        try:
            return _cursor(self.table.update(_place(program_id, source, _CURSOR), change))
        except ConditionFailedError:
            return None

    def last_visit(self, program_id: str, source: str) -> int:
        """When a run was last at the store, in epoch seconds; 0 for never."""
        item = self.table.get(_place(program_id, source, _CURSOR), consistent=True)
        return int((item or {}).get("visited_at", 0))

    def save(
        self, program_id: str, source: str, holder: str, cursor: Cursor, *, until: datetime
    ) -> None:
        """Safe to repeat; only by who has taken the store, who has it until then from now on."""
        values = {**_cursor_values(cursor), ":until": epoch_seconds(until)}
        change = Change("SET #c = :c, lease_until = :until", values=values)
        self._write(program_id, source, holder, change)

    def leave(self, program_id: str, source: str, holder: str, cursor: Cursor) -> None:
        """Saves, and lets others in."""
        change = Change("SET #c = :c REMOVE lease_until, lease_by", values=_cursor_values(cursor))
        self._write(program_id, source, holder, change)

    def find(self, program_id: str, source: str) -> Cursor:
        item = self.table.get(_place(program_id, source, _CURSOR), consistent=True)
        return _cursor(item or {})

    def add(self, report: WindowReport) -> None:
        """Safe to repeat: one window, one report. The same stretch compared anew has another."""
        opened = epoch_seconds(report.opened_at)
        name = f"{_REPORT}{stamp(report.until)}#{opened}"
        place = _place(report.program_id, report.source, name)
        fields = {"report": report.model_dump(mode="json")}
        self.table.put({**place, **fields, "expires_at": opened + KEEP_SECONDS})

    def reports(
        self, program_id: str, source: str, limit: int, after: str = ""
    ) -> tuple[list[WindowReport], str]:
        """The newest first, and where to go on (empty at the end)."""
        key = _key(program_id, source)
        start = {"conversion_key": key, "fact": f"{_REPORT}{after}"} if after else None
        items, end = self.table.page(
            "conversion_key = :k AND begins_with(fact, :r)",
            {":k": key, ":r": _REPORT},
            start=start,
            Limit=limit,
            ScanIndexForward=False,
        )
        found = [WindowReport.model_validate(item["report"]) for item in items]
        return found, end["fact"].removeprefix(_REPORT) if end else ""

    def _write(self, program_id: str, source: str, holder: str, change: Change) -> None:
        guarded = change._replace(
            guard="lease_by = :h", names={"#c": "cursor"}, values={**change.values, ":h": holder}
        )
        try:
            self.table.update(_place(program_id, source, _CURSOR), guarded)
        except ConditionFailedError:
            raise ReconciliationTakenError(
                f"another run is at {source} of {program_id}.", remedy="It goes on from here."
            ) from None


def _key(program_id: str, source: str) -> str:
    return f"{program_id}#{source}#store"


def _place(program_id: str, source: str, fact: str) -> Item:
    return {"conversion_key": _key(program_id, source), "fact": fact}


def _cursor_values(cursor: Cursor) -> Item:
    return {":c": cursor.model_dump(mode="json")}


def _cursor(item: Item) -> Cursor:
    return Cursor.model_validate(item.get("cursor") or {})
