"""What a list shows has to be copied: nothing of it is ever cut, however narrow the screen."""

import re
from pathlib import Path

import pytest

from goodword.output import console
from goodword.sheet import Sheet, amount_text
from tests.template import ROOT

ITEM = "friends#shopify#70021#webhook-granted-of-a-very-long-name"
ROW = (ITEM, "webhook", "reward.granted", "parked", "12", "", "answered_500 [by] the shop")
HEADINGS = ("id", "channel", "topic", "state", "tries", "due", "reason")


def printed(sheet: Sheet, width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(console, "_width", width)
    with console.capture() as kept:
        sheet.print()
    return kept.get()


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_every_cell_is_whole_at_any_width(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet(*HEADINGS)
    sheet.add_row(*ROW)

    text = printed(sheet, width, monkeypatch)

    assert [cell for cell in ROW if cell not in text] == []
    assert "…" not in text


def test_a_narrow_screen_gets_lines_that_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet(*HEADINGS)
    sheet.add_row(*ROW)

    lines = printed(sheet, 80, monkeypatch).splitlines()

    assert lines[0] == ITEM
    assert max(map(len, lines)) <= 80
    assert "  channel: webhook  topic: reward.granted  state: parked  tries: 12" in lines


def test_an_empty_list_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(Sheet("id", empty="Nothing waits."), 80, monkeypatch) == "Nothing waits.\n"


@pytest.mark.parametrize(
    ("amount", "asset", "text"),
    [
        (6000, "EUR", "€60.00"),
        (-250, "EUR", "-€2.50"),
        (300, "points", "300 points"),
        (1, "", "1"),
        (500, "JPY", "¥500"),
    ],
)
def test_money_is_shown_as_money(amount: int, asset: str, text: str) -> None:
    assert amount_text(amount, asset) == text


def test_every_list_of_the_command_line_is_a_sheet() -> None:
    sources = {path: path.read_text() for path in (ROOT / "cli/goodword").rglob("*.py")}
    tables = [path for path, text in sources.items() if re.search(r"rich\.table", text)]

    assert tables == [Path(ROOT / "cli/goodword/sheet.py")]
