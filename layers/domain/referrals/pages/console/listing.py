"""Lists of the desk: pages by cursor, filters in the address, and all of it as CSV.

A page says what its columns are and how a part is fetched; the rest is here. A file holds as much
as an answer can carry: where there is more, its last line is the address of the file that goes on.
"""

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from referrals.edge.http import Answer, answer
from referrals.edge.page_answer import HEADERS
from referrals.model.setting.csv_text import harmless_text
from referrals.pages.console.frame import show
from referrals.pages.console.visit import DeskVisit
from referrals.wiring import clock, settings

USUAL = 50
A_PART = 100
"""Rows that are fetched at once for a file."""
MOST_ROWS = 10_000
MOST_CHARACTERS = 4_500_000
"""As the answer spells them: Lambda carries six million bytes at most."""
MOST_SECONDS = 20
LONGEST_CURSOR = 2000


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    figure: bool = False
    """A number: stands at the end of its column."""


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    link: str = ""
    status: str = ""
    """`pending`, `yours`, `spent`, `back` or `person`: the shape beside the word."""
    raw: str = ""
    """As the file has it, where that isn't the text: a number without its currency, a moment."""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """A field above the list; its value stands in the address under its name."""

    name: str
    label: str
    value: str
    options: Sequence[tuple[str, str]] = ()
    """Code and text; none for a field to write into."""
    type: str = "search"


@dataclass(frozen=True, slots=True)
class ListPage:
    rows: list[list[Cell]]
    after: str = ""
    """Where to go on; empty at the end."""


type Fetch = Callable[[str, int], ListPage]


@dataclass(frozen=True, slots=True)
class Listing:
    name: str
    """Of the file, such as `reviews`."""
    caption: str
    path: str
    columns: Sequence[Column]
    fetch: Fetch
    """Of where to go on, and how many at most."""
    empty: str
    """A whole sentence: why nothing is there, and what would bring something."""
    filters: Sequence[ListFilter] = field(default=())

    def address(self, visit: DeskVisit, **query: str) -> str:
        """This list under the same filters."""
        return visit.link(self.path, **{each.name: each.value for each in self.filters}, **query)

    def file_name(self, visit: DeskVisit, part: str = "") -> str:
        return f"{self.name}-{visit.now:%Y-%m-%d}{part}.csv"


def show_list(
    visit: DeskVisit, listing: Listing, title: str, *, template: str = "plain_list", **values: Any
) -> Answer:
    """The list as a page, or as a file where the address asks for it."""
    start = cursor_of(visit)
    if visit.wants_file:
        return _file(visit, listing, start)
    named: dict[str, Any] = {"text": "", "listing": listing, **values}
    if "page" not in named:
        named["page"] = listing.fetch(start, USUAL)
    return show(visit, template, title, **named)


def cursor_of(visit: DeskVisit) -> str:
    given = (visit.event.get("queryStringParameters") or {}).get("after", "")
    return str(given)[:LONGEST_CURSOR]


def _file(visit: DeskVisit, listing: Listing, start: str) -> Answer:
    lines, after = [_line([each.label for each in listing.columns])], start
    rows = size = 0
    has_time = clock.window(MOST_SECONDS)
    while True:
        part = listing.fetch(after, A_PART)
        lines += [_line([each.raw or each.text for each in row]) for row in part.rows]
        rows, after = rows + len(part.rows), part.after
        size += sum(len(json.dumps(line)) for line in lines[len(lines) - len(part.rows) :])
        if not after or rows >= MOST_ROWS or size >= MOST_CHARACTERS or not has_time():
            break
    headers = _headers(listing, visit, after)
    if after:
        lines.append(_line([f"More: {_next_file(listing, visit, after)}"]))
    # Spreadsheets take a file for an old alphabet without the mark at its beginning.
    return answer(200, "\ufeff" + "".join(lines), headers=headers)


def _headers(listing: Listing, visit: DeskVisit, after: str) -> dict[str, str]:
    part = "-part" if after or cursor_of(visit) else ""
    headers = {
        **HEADERS,
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": f'attachment; filename="{listing.file_name(visit, part)}"',
    }
    if after:
        headers["link"] = f'<{_next_file(listing, visit, after)}>; rel="next"'
    return headers


def _next_file(listing: Listing, visit: DeskVisit, after: str) -> str:
    address = listing.address(visit, format="csv", after=after)
    return settings.setting("PUBLIC_URL").rstrip("/") + address


def _line(cells: Sequence[str]) -> str:
    written = StringIO()
    csv.writer(written).writerow([harmless_text(each) for each in cells])
    return written.getvalue()
