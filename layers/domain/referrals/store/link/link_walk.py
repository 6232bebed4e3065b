"""Link walks: how far the links of a program have followed its newest version.

They lie in the Programs table, beside no version: their key is no program's id.
"""

from dataclasses import dataclass, replace
from typing import Any

from awswire.codec import Item
from referrals.store.table import Table


@dataclass(frozen=True, slots=True)
class LinkWalk:
    program_id: str
    version: int
    """Of the rules that the links follow."""
    cursor: dict[str, Any] | None = None
    done: bool = False

    def turn(self, cursor: dict[str, Any] | None) -> "LinkWalk":
        return replace(self, cursor=cursor, done=cursor is None)


@dataclass(frozen=True, slots=True)
class LinkWalks:
    table: Table

    def find(self, program_id: str) -> LinkWalk | None:
        item = self.table.get(_place(program_id), consistent=True)
        if item is None:
            return None
        return LinkWalk(program_id, item["number"], item["cursor"], item["done"])

    def keep(self, walk: LinkWalk) -> None:
        fields = {"number": walk.version, "cursor": walk.cursor, "done": walk.done}
        self.table.put({**_place(walk.program_id), **fields})


def _place(program_id: str) -> Item:
    return {"program_id": f"links#{program_id}", "version": "walk"}
