"""Spells of quiet: which sources are known to be quiet, and since when, beside their numbers."""

from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.era import epoch_seconds, moment_of
from referrals.model.insight.quiet import QuietSource
from referrals.store.insight.insight import SPELL
from referrals.store.table import Change, Table


@dataclass(frozen=True, slots=True)
class QuietPeriods:
    table: Table

    def find(self, program_id: str, source: str) -> QuietSource | None:
        item = self.table.get(_key(program_id, source), consistent=True)
        return QuietSource(program_id, source, moment_of(item["since"])) if item else None

    def begin_action(self, quiet: QuietSource) -> Item:
        """Part of the transaction that tells of it; its guard lets one telling through."""
        item = {**_key(quiet.program_id, quiet.source), "since": epoch_seconds(quiet.since)}
        return self.table.put_action(item, Change(guard="attribute_not_exists(series)"))

    def end(self, quiet: QuietSource) -> None:
        """Safe to repeat."""
        self.table.delete(_key(quiet.program_id, quiet.source))


def _key(program_id: str, source: str) -> Item:
    return {"series": f"quiet#{program_id}#{source}", "bucket": SPELL}
