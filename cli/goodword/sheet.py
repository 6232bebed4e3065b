"""Rows under headings: a table where all of it fits the screen, else a paragraph for each row.

A table that is squeezed cuts what people have to copy: ids, orders, reasons. A paragraph keeps them
whole, however narrow the screen is.
"""

from collections.abc import Iterator, Sequence

from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from goodword.output import console
from referrals.model.words.statement import worth_in_words
from referrals.model.words.wording import ENGLISH, wording

GAP = "  "
INDENT = "  "


class Sheet:
    """Cells are plain text; square brackets in them mean nothing."""

    def __init__(self, *headings: str, title: str = "", empty: str = "There is none.") -> None:
        self.headings = headings
        self.title = title
        self.empty = empty
        self.rows: list[tuple[str, ...]] = []

    def add_row(self, *cells: str) -> None:
        self.rows.append(tuple(cell.replace("\n", " ") for cell in cells))

    def print(self) -> None:
        if not self.rows:
            console.print(self.empty, markup=False, highlight=False)
            return
        table = self._table()
        needed = Measurement.get(console, console.options.update(width=10_000), table).maximum
        if needed <= console.width:
            console.print(table)
            return
        if self.title:
            console.print(self.title, markup=False, highlight=False)
        for row in self.rows:
            for line in row_lines(self.headings, row, console.width):
                console.print(line, markup=False, highlight=False, soft_wrap=True)

    def _table(self) -> Table:
        table = Table(title=self.title or None, title_style="", title_justify="left")
        for heading in self.headings:
            table.add_column(Text(heading), no_wrap=True)
        for row in self.rows:
            table.add_row(*(Text(cell) for cell in row))
        return table


def row_lines(headings: Sequence[str], row: Sequence[str], width: int) -> Iterator[str]:
    """The first cell alone, then pairs of heading and cell, as many a line as go in unbroken."""
    yield row[0] or headings[0]
    line = INDENT
    for heading, cell in zip(headings[1:], row[1:], strict=True):
        if not cell:
            continue
        pair = f"{heading}: {cell}" if heading else cell
        if line != INDENT and len(line) + len(GAP) + len(pair) > width:
            yield line
            line = INDENT
        line += pair if line == INDENT else f"{GAP}{pair}"
    if line != INDENT:
        yield line


def amount_text(amount: int, asset: str) -> str:
    """`€60.00` of money, `300 points` of points, a bare number of things."""
    if not asset:
        return str(amount)
    words = worth_in_words(wording(ENGLISH), abs(amount), asset)
    return f"-{words}" if amount < 0 else words
