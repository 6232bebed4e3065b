"""A moment of a story on moto that can be gone back to, as often as one likes."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from awswire.codec import Item, decode_item
from tests.streams import Streams
from tests.sweep.aws_edge import Edge
from tests.sweep.story import SweepStory


def backend() -> Any:
    return dynamodb_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"]


@dataclass(frozen=True)
class Checkpoint:
    tables: Any
    story: SweepStory

    @classmethod
    def of(cls, story: SweepStory) -> "Checkpoint":
        return cls(deepcopy(backend().tables), _copy_of(story, Edge(), twice=False))

    def restored(self, edge: Edge, *, twice: bool = False) -> SweepStory:
        """The tables as they were then, and a story that goes on from there."""
        backend().tables = deepcopy(self.tables)
        return _copy_of(self.story, edge, twice=twice)


def _copy_of(story: SweepStory, edge: Edge, *, twice: bool) -> SweepStory:
    return replace(story, edge=edge, twice=twice, streams=Streams(dict(story.streams.seen)))


def stored_items(noun: str) -> Iterator[Item]:
    """Every item of the table, straight out of moto's memory: a scan takes longer than a strike."""
    table = backend().get_table(f"{noun.capitalize()}Table")
    for item in table.all_items():
        yield decode_item(item.to_json()["Attributes"])
