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
    missed: tuple[str, ...] = ()
    """Codes of links that could not follow when it was their turn."""

    @property
    def has_next_page(self) -> bool:
        """Whether there are links that had no turn yet."""
        return self.cursor is not None or not (self.done or self.missed)

    def turn(self, cursor: dict[str, Any] | None, missed: tuple[str, ...]) -> "LinkWalk":
        """On to the next page, or to the end."""
        return replace(self, cursor=cursor, missed=missed, done=cursor is None and not missed)


@dataclass(frozen=True, slots=True)
class LinkWalks:
    table: Table

    def find(self, program_id: str) -> LinkWalk | None:
        item = self.table.get(_place(program_id), consistent=True)
        if item is None:
            return None
        missed = tuple(item.get("missed", ()))
        return LinkWalk(program_id, item["number"], item["cursor"], item["done"], missed)

    def keep(self, walk: LinkWalk) -> None:
        where = {"cursor": walk.cursor, "missed": list(walk.missed), "done": walk.done}
        self.table.put({**_place(walk.program_id), "number": walk.version, **where})


def _place(program_id: str) -> Item:
    return {"program_id": f"links#{program_id}", "version": "walk"}
