"""Wordings of which only the parts are read that are asked for: most of a cold page's time else."""

from functools import cache
from typing import Any

from referrals.model.words.wording import FOLDER, Wording, parts_of, tag_for


class LazyParts(dict[str, Any]):
    """A language's parts, each read when it is first asked for."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self._tag = tag
        self._texts = [path.read_text("utf-8") for path in sorted((FOLDER / tag).glob("*.toml"))]

    def __missing__(self, part: str) -> Any:
        for text in self._texts:
            if section := _section(text, part):
                self[part] = parts_of(section, self._tag)[part]
                return self[part]
        raise KeyError(part)

    def get(self, part: str, default: Any = None) -> Any:
        try:
            return self[part]
        except KeyError:
            return default


@cache
def lazy_wording(tag: str) -> Wording:
    return Wording(tag, LazyParts(tag))


def lazy_wording_for(*wishes: str) -> Wording:
    """As `wording_for` chooses."""
    return lazy_wording(tag_for(*wishes))


def _section(text: str, part: str) -> str:
    """The lines of a part and of what is below it; empty where the file doesn't have it."""
    lines = text.splitlines(keepends=True)
    chosen, inside = [], False
    for line in lines:
        if line.startswith("["):
            inside = line.startswith((f"[{part}]", f"[{part}."))
        if inside:
            chosen.append(line)
    return "".join(chosen)
