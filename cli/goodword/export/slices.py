"""Reads whole tables slice by slice, into files of lines, and goes on where it was cut off.

After each slice it notes how far it read and how long its files are. Whoever calls it again in the
same folder cuts off what was written behind that note and reads on, so no row is there twice.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from awswire.codec import Item, decode_item, encode_item
from referrals.store.table import Table

type SliceLines = Mapping[str, Iterable[Mapping[str, Any]]]
"""Rows by the name of the file they go to."""


type LinesOf = Callable[[Item], SliceLines]


@dataclass(slots=True)
class SliceProgress:
    """How far one table was read; kept beside its lines."""

    place: Path
    start: Any = None
    """Where the next slice begins, as DynamoDB spells keys."""
    done: bool = False
    lengths: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, place: Path) -> "SliceProgress":
        if not place.exists():
            return cls(place)
        return cls(place, **json.loads(place.read_text()))

    def keep(self) -> None:
        """Whole or not at all."""
        data = {"start": self.start, "done": self.done, "lengths": self.lengths}
        fresh = self.place.with_suffix(".new")
        fresh.write_text(json.dumps(data))
        fresh.replace(self.place)


class SliceReader:
    """`names` are the files that rows of this table go to."""

    def __init__(self, table: Table, folder: Path, noun: str, names: Iterable[str]) -> None:
        self.table, self.folder = table, folder
        self.names = tuple(names)
        folder.mkdir(parents=True, exist_ok=True)
        self.progress = SliceProgress.read(folder / f"{noun}.progress")

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.jsonl"

    def read_all(self, lines_of: LinesOf) -> int:
        """`lines_of` makes `SliceLines` of one item; how many items were read by this call."""
        self._cut_back()
        count = 0
        while not self.progress.done:
            start = decode_item(self.progress.start) if self.progress.start else None
            items, after = self.table.scan_page(start=start)
            self._append(items, lines_of)
            self.progress.start = encode_item(after) if after else None
            self.progress.done = after is None
            self.progress.lengths = {name: self.path(name).stat().st_size for name in self.names}
            self.progress.keep()
            count += len(items)
        return count

    def _cut_back(self) -> None:
        for name in self.names:
            with self.path(name).open("ab") as file:
                file.truncate(self.progress.lengths.get(name, 0))

    def _append(self, items: Iterable[Item], lines_of: LinesOf) -> None:
        files = {name: self.path(name).open("a", encoding="utf-8") for name in self.names}
        try:
            for item in items:
                for name, rows in lines_of(item).items():
                    files[name].writelines(f"{json_line(row)}\n" for row in rows)
        finally:
            for file in files.values():
                file.close()


def json_line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, default=_spell, ensure_ascii=False, separators=(",", ":"))


def _spell(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} has no spelling in JSON")
