"""A made-up language, English with accents and 40 % longer: what is not in brackets is hard-coded.

It is laid beside the real ones, so that pages and letters choose it as they choose any other.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from referrals.model.words import lazy_part, wording

TAG = "en-XA"
OPEN, CLOSE = "⟦", "⟧"
_ACCENTS = str.maketrans("aceinorsuyACEINORSUY", "áçéíñöřšüýÁÇÉÍÑÖŘŠÜÝ")
_GAP = re.compile(r"({[^}]*})")
_AS_THEY_ARE = ("language", "number")
_CACHES: tuple[Any, ...] = (
    wording.languages,
    wording.wording,
    wording.wording_in,
    wording.sentences_of,
    lazy_part.lazy_wording,
)


def pseudo_sentence(text: str) -> str:
    """Its gaps stay, and what is added can break between lines as words can."""
    parts = _GAP.split(text)
    letters = sum(len(part) for part in parts[::2])
    told = [part if number % 2 else part.translate(_ACCENTS) for number, part in enumerate(parts)]
    more = " õñé".join([""] * (1 + -(-letters * 2 // 5) // 4))
    return f"{OPEN}{''.join(told)}{more}{CLOSE}"


@contextmanager
def pseudo_language(folder: Path) -> Iterator[None]:
    """`folder` is an empty one, for all languages and this."""
    for tag in wording.languages():
        (folder / tag).symlink_to(wording.FOLDER / tag)
    (folder / TAG).mkdir()
    for path in (folder / "en").glob("*.toml"):
        parts = wording.parts_of(path.read_text("utf-8"), "en")
        (folder / TAG / path.name).write_text("".join(_spelled(parts)), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for module in (wording, lazy_part):
            patch.setattr(module, "FOLDER", folder)
        _forget()
        yield
    _forget()


def _spelled(parts: dict[str, Any], *above: str) -> Iterator[str]:
    """As TOML, where what has parts of its own comes last."""
    for name, part in sorted(parts.items(), key=lambda each: isinstance(each[1], dict)):
        if isinstance(part, dict):
            yield f"[{'.'.join((*above, name))}]\n"
            yield from _spelled(part, *above, name)
        else:
            yield f"{name} = {json.dumps(_said(part, above), ensure_ascii=False)}\n"


def _said(value: Any, above: tuple[str, ...]) -> Any:
    if above[0] in _AS_THEY_ARE or not isinstance(value, str):
        return value
    return pseudo_sentence(value)


def _forget() -> None:
    for each in _CACHES:
        each.cache_clear()


def spoken_outside(text: str) -> str:
    """What no wording said."""
    depth, found = 0, []
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        if not depth and letter != CLOSE:
            found.append(letter)
    assert depth == 0, text
    return "".join(found)
