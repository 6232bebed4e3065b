"""Programs that call themselves by a name: somebody else's list, well kept, of how they do.

A line of the file is one of its patterns; those that a mark of `visitor` finds anyway were left out
when it was made (docs/decisions/0078). Only who counts clicks reads it, and the friend's button.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "crawlers.txt"
# Apps that read a printed code: a person holds them, whatever their name has in it.
_READERS = re.compile(
    r"(?:qr|bar)[\s_.-]*(?:code)?[\w\s&.-]{0,24}(?:scanner|scan\b|reader)"
    r"|(?:scanner|scan\b|reader)[\w\s.-]{0,16}(?:qr|barcode)"
)
# The same names stand in what their makers' servers send, and in what their apps' browsers do.
_APPS = re.compile(
    r"(?:whatsapp|viber|bluesky|telegram|slack|discord|skype|signal)[\w/.-]*", re.IGNORECASE
)
_PLAIN = re.compile(r"(?:[^\\^$.*+?()\[\]{}|]|\\[^A-Za-z0-9])+")
_ESCAPE = re.compile(r"\\(.)")


class CrawlerPatterns:
    """Patterns without a choice are sought as text, which is ten times faster; the rest is tried
    one by one."""

    def __init__(self, patterns: Iterable[str]) -> None:
        every = list(patterns)
        plain = {pattern: _plain(pattern) for pattern in every}
        self.texts = tuple(text for text in plain.values() if text)
        self.others = tuple(re.compile(each) for each in every if not plain[each])

    def find(self, user_agent: str) -> bool:
        return any(text in user_agent for text in self.texts) or any(
            pattern.search(user_agent) for pattern in self.others
        )


def is_listed_crawler(user_agent: str) -> bool:
    """Capitals matter, as they do in the list."""
    return _crawlers().find(user_agent)


def without_reader(agent: str) -> str:
    """`agent`, in small letters, without the name of an app that reads printed codes."""
    return _READERS.sub("", agent)


def without_app(user_agent: str) -> str:
    """What an app's own browser says, without the app's name."""
    return _APPS.sub("", user_agent)


def pack_patterns(patterns: Iterable[str], marks: Iterable[str]) -> str:
    """The file's text: without what a mark in small letters finds wherever it stands."""
    known = tuple(marks)
    kept = {
        pattern
        for pattern in patterns
        if not any(mark in _plain(pattern).lower() for mark in known)
    }
    return "".join(f"{pattern}\n" for pattern in sorted(kept))


def _plain(pattern: str) -> str:
    """The one text that it stands for; empty where it stands for several."""
    return _ESCAPE.sub(r"\1", pattern) if _PLAIN.fullmatch(pattern) else ""


@cache
def _crawlers() -> CrawlerPatterns:
    return CrawlerPatterns(FILE.read_text().splitlines())
