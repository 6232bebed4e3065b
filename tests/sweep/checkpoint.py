"""A moment of a story on moto that can be gone back to, as often as one likes."""

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from tests.streams import Streams
from tests.sweep.aws_edge import Edge
from tests.sweep.story import Story


def backend() -> Any:
    return dynamodb_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"]


@dataclass(frozen=True)
class Checkpoint:
    tables: Any
    story: Story

    @classmethod
    def of(cls, story: Story) -> "Checkpoint":
        return cls(deepcopy(backend().tables), _copied(story, Edge(), twice=False))

    def restored(self, edge: Edge, *, twice: bool = False) -> Story:
        """The tables as they were then, and a story that goes on from there."""
        backend().tables = deepcopy(self.tables)
        return _copied(self.story, edge, twice=twice)


def _copied(story: Story, edge: Edge, *, twice: bool) -> Story:
    return replace(story, edge=edge, twice=twice, streams=Streams(dict(story.streams.seen)))
