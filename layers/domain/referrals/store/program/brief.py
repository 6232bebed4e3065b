"""The little that receiving a webhook must know of a program, read without its rules' weight."""

from typing import NamedTuple

from awswire.codec import Item
from referrals.store.table import Table

CURRENT = "current"


def current_key(program_id: str) -> Item:
    """Where a program's newest version is repeated."""
    return {"program_id": program_id, "version": CURRENT}


def version_key(program_id: str, version: int) -> Item:
    """Where one of its versions is kept."""
    return {"program_id": program_id, "version": f"v{version:06d}"}


class ProgramBrief(NamedTuple):
    program_id: str
    currency: str
    also: tuple[str, ...] = ()
    """Other currencies that orders may be in."""

    @property
    def currencies(self) -> tuple[str, ...]:
        return (self.currency, *self.also)


class ProgramBriefs(NamedTuple):
    table: Table

    def find(self, program_id: str) -> ProgramBrief | None:
        item = self.table.get(current_key(program_id))
        if item is None:
            return None
        rules = item["rules"]
        return ProgramBrief(program_id, rules["currency"], tuple(rules.get("also", ())))
