"""How the sources of a program stood when the clock last looked: one item a program."""

from dataclasses import dataclass

from awswire.codec import Item
from referrals.model.insight.source_state import SourceLook
from referrals.store.insight.insight import SPELL
from referrals.store.table import Table


@dataclass(frozen=True, slots=True)
class SourceLooks:
    table: Table

    def note(self, program_id: str, look: SourceLook) -> None:
        """Instead of the one before."""
        self.table.put({**look_key(program_id), **look.model_dump(mode="json")})

    def find(self, program_id: str) -> SourceLook | None:
        """None before the clock's first look."""
        item = self.table.get(look_key(program_id))
        return SourceLook.model_validate(item) if item else None


def look_key(program_id: str) -> Item:
    return {"series": f"sources#{program_id}", "bucket": SPELL}
