"""The little that receiving a webhook must know of a program, read without its rules' weight."""

from dataclasses import dataclass

from awswire.codec import Item
from referrals.store.table import Table

CURRENT = "current"


def current_key(program_id: str) -> Item:
    """Where a program's newest version is repeated."""
    return {"program_id": program_id, "version": CURRENT}


@dataclass(frozen=True, slots=True)
class ProgramBrief:
    program_id: str
    currency: str


@dataclass(frozen=True, slots=True)
class ProgramBriefs:
    table: Table

    def find(self, program_id: str) -> ProgramBrief | None:
        item = self.table.get(current_key(program_id))
        return ProgramBrief(program_id, item["rules"]["currency"]) if item else None
