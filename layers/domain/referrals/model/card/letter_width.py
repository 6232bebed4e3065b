"""How wide text becomes on a card, and which letters the fonts of cards have."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import bidirectional, category

_FILE = Path(__file__).parent / "widths.json"
_ZWJ, _KEYCAP, _VARIANT = "\u200d", "\u20e3", "\ufe0f"
_EMOJI = "emoji"
_NASKH = "naskh"


class LetterRun(NamedTuple):
    """Text of one font: the renderer mixes no emoji into other letters."""

    text: str
    is_emoji: bool
    width: float
    """In units of the letter's size."""


@cache
def widths() -> dict[str, dict[str, int]]:
    """Thousandths of the size by font and letter: written by `make fonts`."""
    found: dict[str, dict[str, int]] = json.loads(_FILE.read_text("utf-8"))
    return found


def plain_text(text: str) -> str:
    """Without what nobody sees, or what turns the text around it; joiners stay between emoji."""
    kept = (letter if letter.isprintable() or letter == _ZWJ else " " for letter in text)
    return " ".join("".join(kept).split())


def is_drawable(text: str) -> bool:
    """Whether every letter is in one of the fonts: no card shows boxes."""
    return all(
        _is_emoji(letter) or _width_of(letter, "words") is not None or category(letter) == "Mn"
        for letter in text
        if letter != " "
    )


def is_right_to_left(text: str) -> bool:
    """By its first letter that has a direction."""
    strong = (bidirectional(letter) for letter in text)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)


def is_arabic(text: str) -> bool:
    """Whether any of its letters is an Arabic one."""
    return any(bidirectional(letter) == "AL" for letter in text)


def runs_of(text: str, font: str) -> Iterator[LetterRun]:
    start = 0
    for place in range(1, len(text) + 1):
        whole = place == len(text)
        if whole or _is_emoji(text[place]) != _is_emoji(text[start]):
            part = text[start:place]
            yield LetterRun(part, _is_emoji(part[0]), text_width(part, font))
            start = place


def text_width(text: str, font: str) -> float:
    """Of one line; a little more than what is drawn, where letters join."""
    total, joined, half_flag = 0, False, False
    for letter in text:
        half_flag = "\U0001f1e6" <= letter <= "\U0001f1ff" and not half_flag
        if letter in (_ZWJ, _VARIANT, _KEYCAP) or "\U0001f3fb" <= letter <= "\U0001f3ff":
            joined = letter == _ZWJ
            continue
        total += 0 if joined or half_flag else _width_of(letter, font) or 600
        joined = False
    return total / 1000


def _is_emoji(letter: str) -> bool:
    known = widths()
    return (
        letter in (_ZWJ, _KEYCAP, _VARIANT)
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or (letter in known[_EMOJI] and letter not in known["words"])
    )


def _width_of(letter: str, font: str) -> int | None:
    known = widths()
    for name in (font, _NASKH, _EMOJI):
        if letter in known[name]:
            return known[name][letter]
    return None
