"""Reads another program's export: CSV, or JSON as its API gives it, row by row."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from referrals.model.errors import NotFoundError, RefusedError
from referrals.model.migration.rival_format import RivalFormat, find_format, plain_head
from referrals.model.migration.rival_row import BadRowError, Cells, RowReader
from referrals.steps.migration.bring_people import MigrationRow, problem_of

LARGEST_BYTES = 200_000_000
DELIMITERS = ",;\t|"


class NoRivalFileError(NotFoundError):
    code = "no_import_file"


class BadRivalFileError(RefusedError):
    code = "bad_import_file"


@dataclass(frozen=True, slots=True)
class RivalFile:
    path: Path
    format_name: str = ""
    """Empty to know it by its columns."""
    renamed: Mapping[str, str] | None = None
    """Columns that are called otherwise: the name that is meant, by the one in the file."""

    def format(self) -> RivalFormat:
        first = next(self._cells(), (0, {}))[1]
        return find_format(self._rename_heads(first), self.format_name)

    def rows(self, rival: RivalFormat, currency: str) -> Iterator[MigrationRow]:
        reader = RowReader(rival, currency)
        for line, cells in self._cells():
            try:
                yield reader.read(line, self._rename_heads(cells))
            except BadRowError as error:
                yield problem_of(line, error)

    def _rename_heads(self, cells: Cells) -> Cells:
        renamed = {plain_head(k): plain_head(v) for k, v in (self.renamed or {}).items()}
        return {renamed.get(head, head): values for head, values in cells.items()}

    def _cells(self) -> Iterator[tuple[int, Cells]]:
        try:
            if self.path.stat().st_size > LARGEST_BYTES:
                raise BadRivalFileError(
                    f"{self.path} is larger than {LARGEST_BYTES // 1_000_000} MB.",
                    remedy="Split it; the parts may come in any order.",
                )
            with self.path.open(encoding="utf-8-sig", newline="") as text:
                start = text.read(1000).lstrip()[:1]
                text.seek(0)
                if start in ("[", "{"):
                    yield from _json_cells(json.load(text))
                else:
                    head = text.readline()
                    text.seek(0)
                    yield from _csv_cells(csv.DictReader(text, delimiter=_delimiter(head)))
        except FileNotFoundError:
            raise NoRivalFileError(f"{self.path} does not exist.") from None
        except (OSError, UnicodeDecodeError, csv.Error, ValueError, RecursionError) as error:
            raise BadRivalFileError(
                f"{self.path} cannot be read: {type(error).__name__}.",
                remedy="Save it as CSV or JSON in UTF-8.",
            ) from None


def _delimiter(header: str) -> str:
    return max(DELIMITERS, key=header.count)


def _csv_cells(reader: "csv.DictReader[str]") -> Iterator[tuple[int, Cells]]:
    for row in reader:
        named = ((plain_head(head), value) for head, value in row.items() if head)
        yield reader.line_num, {head: (value or "",) for head, value in named if head}


def _json_cells(data: Any) -> Iterator[tuple[int, Cells]]:
    """A list of people, or one within an object under whatever name, as APIs page them."""
    if isinstance(data, dict):
        lists = [value for value in data.values() if isinstance(value, list)]
        data = max(lists, key=len, default=[data])
    for number, each in enumerate(data, start=1):
        cells: dict[str, list[str]] = {}
        if isinstance(each, dict):
            _flatten("", each, cells)
        yield number, cells


def _flatten(head: str, value: Any, cells: dict[str, list[str]]) -> None:
    match value:
        case dict():
            for name, inner in value.items():
                _flatten(head + plain_head(str(name)), inner, cells)
        case list():
            for inner in value:
                _flatten(head, inner, cells)
        case None:
            pass
        case bool():
            cells.setdefault(head, []).append(str(value).lower())
        case _:
            cells.setdefault(head, []).append(str(value))
