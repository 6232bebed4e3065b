"""Lines of a card: as large as they fit, broken between words, shortened only at the very end."""

from typing import NamedTuple

from referrals.model.card.letter_width import text_width

SIZES = (76, 68, 60, 54, 48, 44, 40, 36, 32)
LEADING = 1.32
_CUT = "…"


class Lines(NamedTuple):
    size: int
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return self.size * LEADING * len(self.lines)


def fit_lines(text: str, font: str, width: int, height: int) -> Lines:
    """The largest that fits; an ellipsis stands for what the smallest leaves out."""
    for size in SIZES:
        found = Lines(size, _break_lines(text, font, width / size))
        if found.height <= height:
            return found
    size = SIZES[-1]
    most = int(height // (size * LEADING))
    lines = _break_lines(text, font, width / size - 1)[:most]
    return Lines(size, (*lines[:-1], lines[-1] + _CUT))


def fit_line(text: str, font: str, width: int, size: int) -> str:
    """One line of that size, shortened where it is too long."""
    if text_width(text, font) * size <= width:
        return text
    while text and text_width(text + _CUT, font) * size > width:
        text = text[:-1]
    return text.rstrip() + _CUT


def _break_lines(text: str, font: str, width: float) -> tuple[str, ...]:
    lines: list[str] = []
    line = ""
    for word in text.split():
        for part in _parts(word, font, width):
            longer = f"{line} {part}" if line else part
            if line and text_width(longer, font) > width:
                lines.append(line)
                line = part
            else:
                line = longer
    return (*lines, line)


def _parts(word: str, font: str, width: float) -> list[str]:
    """A word, or its pieces where it is wider than a line."""
    if text_width(word, font) <= width:
        return [word]
    parts, part = [], ""
    for letter in word:
        if part and text_width(part + letter, font) > width:
            parts.append(part)
            part = letter
        else:
            part += letter
    return [*parts, part]
