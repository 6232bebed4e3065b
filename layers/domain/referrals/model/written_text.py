"""What people write, made safe to keep: one spelling, no letters that act instead of being read.

Nothing of it is HTML and nothing becomes a link: whoever shows it escapes it. Taken out is what
nobody means to write: controls, letters that turn the text around them, towers of accents.
"""

import re
from collections.abc import Iterator
from unicodedata import category, normalize

# Vietnamese, Hebrew and Thai stack three at most.
MOST_MARKS = 4
_JOINERS = "\u200c\u200d"
# Letters by their kind that nobody sees.
_FILLERS = "\u115f\u1160\u3164\uffa0"
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")


def written_text(text: str) -> str:
    """Its lines, without space around them."""
    lines = _LINE_ENDS.sub("\n", normalize("NFC", text))
    kept = "".join(_without_towers(letter for letter in lines if _is_written(letter)))
    spaced = _SPACES.sub(" ", normalize("NFC", kept))
    return "\n".join(line.strip() for line in spaced.split("\n")).strip()


def _is_written(letter: str) -> bool:
    """No control, half of a letter, mark of direction or place without a letter."""
    kind, number = category(letter), ord(letter)
    if letter == "\n" or letter in _JOINERS:
        return True
    if kind == "Cn":
        # What Unicode adds later is welcome; what it never will be isn't.
        return not (0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE)
    return (kind not in ("Cc", "Cf", "Cs", "Co") and letter not in _FILLERS) or letter == "\t"


def _without_towers(letters: Iterator[str]) -> Iterator[str]:
    marks = 0
    for letter in letters:
        marks = marks + 1 if category(letter)[0] == "M" else 0
        if marks <= MOST_MARKS:
            yield letter
