"""A mailbox of the local stack: what a person was written, and where its buttons lead them."""

import re
from dataclasses import dataclass
from time import time_ns
from typing import Any

from tests.local_stack import LocalStack, eventually


@dataclass(frozen=True)
class Mailbox:
    stack: LocalStack
    address: str

    def letters(self) -> list[str]:
        """The text parts, the oldest first."""
        found = sorted(self.stack.letters(self.address), key=_moment)
        return [str(each["BodyText"]) for each in found]

    def links(self, path: str) -> list[str]:
        """Addresses of ours below that path, as letters brought them."""
        shape = re.compile(rf"{re.escape(self.stack.stack_facts['url'])}{path}\S+")
        return shape.findall("\n".join(self.letters()))

    def link(self, path: str, *, after: int = 0) -> str:
        """The newest one, once letters brought more than `after`."""
        found = eventually(lambda: self.links(path), lambda links: len(links) > after)
        assert len(found) > after, f"{self.address} was written no {path}: {self.letters()}"
        return found[-1]

    def wait_for(self, words: str) -> str:
        """The newest letter that says so."""
        found = eventually(lambda: [each for each in self.letters() if words in each], bool)
        assert found, f"{self.address} was written nothing of {words!r}: {self.letters()}"
        return found[-1]


def fresh_address(name: str) -> str:
    """Nobody's yet."""
    return f"{name}-{time_ns() // 1000}@example.org"


def _moment(letter: dict[str, Any]) -> str:
    return str(letter["Timestamp"])
