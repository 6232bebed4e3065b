"""Code words that orders used and that were no link's: who wants one as a code is warned.

They share the Links table under `seen#<program>#<word>`, which no code can be; one item a word,
written by the first order that used it.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from referrals.model.era import epoch_seconds, moment_of
from referrals.store.table import Change, ConditionFailedError, Table

MOST_REMEMBERED = 2_000
_FIRST = Change(guard="attribute_not_exists(code)")


@dataclass(frozen=True, slots=True)
class CodeWords:
    table: Table
    noted: set[tuple[str, str]] = field(default_factory=set)
    """So that a coupon that everybody uses is written once a container, not once an order."""

    def note(self, program_id: str, word: str, at: datetime) -> None:
        """Safe to repeat: the first moment stays."""
        if (program_id, word) in self.noted:
            return
        with suppress(ConditionFailedError):
            self.table.put({**_place(program_id, word), "seen_at": epoch_seconds(at)}, _FIRST)
        if len(self.noted) >= MOST_REMEMBERED:
            self.noted.clear()
        self.noted.add((program_id, word))

    def first_seen_at(self, program_id: str, word: str) -> datetime | None:
        """None when no order is known that used it."""
        item = self.table.get(_place(program_id, word), consistent=True)
        return moment_of(item["seen_at"]) if item else None


def _place(program_id: str, word: str) -> dict[str, str]:
    return {"code": f"seen#{program_id}#{word}"}
