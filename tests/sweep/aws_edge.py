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


class Killed(BaseException):
    """The process is gone; no `except Exception` may notice."""


@dataclass
class Edge:
    """`target` names the function to strike and which of its writes, counting from 0."""

    target: tuple[str, int] | None = None
    strike: Strike | None = None
    running: list[str] = field(default_factory=list)
    writes: dict[str, list[str]] = field(default_factory=dict)
    sent: list[Any] = field(default_factory=list)
    struck: bool = False
    dead: bool = False
    again: Callable[[], None] | None = None
    """Runs another copy of what is running."""

    @contextmanager
    def invocation(self, function: str, again: Callable[[], None]) -> Iterator[None]:
        """One life of one handler; the end of it is the end of a kill."""
        outer = (self.again, self.dead)
        self.running.append(function)
        self.again, self.dead = again, False
        try:
            yield
        finally:
            self.running.pop()
            self.again, self.dead = outer

    def call(self, really: Callable[[], Any], operation: str, request: Any) -> Any:
        if self.dead:
            raise Killed
        if not self.running or operation not in WRITES:
            return really()
        function = self.running[-1]
        done = self.writes.setdefault(function, [])
        hit = not self.struck and self.target == (function, len(done))
        done.append(operation)
        if operation == "SendEmail":
            self.sent.append(request)
        return self._struck(really, operation) if hit else really()

    def _struck(self, really: Callable[[], Any], operation: str) -> Any:
        self.struck = True
        match self.strike:
            case Strike.KILLED_BEFORE:
                if operation == "SendEmail":
                    self.sent.pop()
                self.dead = True
                raise Killed
            case Strike.KILLED_AFTER:
                really()
                self.dead = True
                raise Killed
            case Strike.ANSWER_LOST:
                really()
                raise ReadTimeoutError(endpoint_url="https://aws.example")
            case Strike.SENT_TWICE:
                really()
                return really()
        assert self.again is not None
        self.again()
        return really()


@contextmanager
def watched(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edge]:
    real = BaseClient._make_api_call

    def call(client: Any, operation: str, request: Any) -> Any:
        return edge.call(lambda: real(client, operation, request), operation, request)

    with monkeypatch.context() as patch:
        patch.setattr(BaseClient, "_make_api_call", call)
        yield edge
