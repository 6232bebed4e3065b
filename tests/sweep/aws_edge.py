"""Stands between botocore and AWS: counts every write, and strikes at one of them.

Nothing of ours is replaced. A struck handler is as dead as a killed process: whatever it still
tries afterwards, even while cleaning up, never reaches AWS.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ReadTimeoutError

WRITES = {
    "BatchWriteItem",
    "DeleteItem",
    "PutItem",
    "SendEmail",
    "SendMessage",
    "TransactWriteItems",
    "UpdateItem",
}


class Strike(Enum):
    """What happens at the chosen write."""

    KILLED_BEFORE = "killed before it"
    KILLED_AFTER = "killed after it"
    ANSWER_LOST = "written, but the answer is lost"
    SENT_TWICE = "the client's own retry sends it twice"
    OVERTAKEN = "another copy of the handler runs whole just before it"


class ProcessDeath(BaseException):
    """The process is gone; no `except Exception` may notice."""


@dataclass
class Invocation:
    """One life of one handler."""

    function: str
    again: Callable[[], None]
    """Runs another copy of it, whole."""
    overtaken: bool = False
    """Whether a copy is to overtake it at its first write."""
    dead: bool = False


@dataclass
class Edge:
    """`target` names the function to strike and which of its writes, counting from 0."""

    target: tuple[str, int] | None = None
    strike: Strike | None = None
    writes: dict[str, list[str]] = field(default_factory=dict)
    letters: list[Any] = field(default_factory=list)
    struck: bool = False
    running: list[Invocation] = field(default_factory=list)

    @contextmanager
    def invocation(self, invocation: Invocation) -> Iterator[None]:
        self.running.append(invocation)
        try:
            yield
        finally:
            self.running.pop()

    def call(self, really: Callable[[], Any], operation: str, request: Any) -> Any:
        if not self.running:
            return really()
        invocation = self.running[-1]
        if invocation.dead:
            raise ProcessDeath
        if operation not in WRITES:
            return really()
        return self._write(invocation, lambda: self._sent(really, operation, request), operation)

    def _sent(self, really: Callable[[], Any], operation: str, request: Any) -> Any:
        if operation == "SendEmail":
            self.letters.append(request)
        return really()

    def _write(self, invocation: Invocation, really: Callable[[], Any], operation: str) -> Any:
        done = self.writes.setdefault(invocation.function, [])
        hit = not self.struck and self.target == (invocation.function, len(done))
        done.append(operation)
        if invocation.overtaken:
            invocation.overtaken = False
            invocation.again()
        if not hit:
            return really()
        self.struck = True
        return self._struck(invocation, really)

    def _struck(self, invocation: Invocation, really: Callable[[], Any]) -> Any:
        match self.strike:
            case Strike.KILLED_BEFORE:
                invocation.dead = True
                raise ProcessDeath
            case Strike.KILLED_AFTER:
                really()
                invocation.dead = True
                raise ProcessDeath
            case Strike.ANSWER_LOST:
                really()
                raise ReadTimeoutError(endpoint_url="https://aws.example")
            case Strike.SENT_TWICE:
                really()
            case _:
                invocation.again()
        return really()


@contextmanager
def watch_edge(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edge]:
    real = BaseClient._make_api_call

    def call(client: Any, operation: str, request: Any) -> Any:
        return edge.call(lambda: real(client, operation, request), operation, request)

    with monkeypatch.context() as patch:
        patch.setattr(BaseClient, "_make_api_call", call)
        yield edge
