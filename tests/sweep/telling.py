"""A story told undisturbed, and what differs at the end when one of its writes is struck."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from referrals.wiring import clock
from tests.sweep.aws_edge import Edge, Strike, watch_edge
from tests.sweep.checkpoint import Checkpoint, stored_items
from tests.sweep.story import SweepStory, a_world, parked_messages

NOUNS = ("people", "conversions", "referrals", "ledger", "outbox", "insights")
WAYS = [(strike, False) for strike in Strike] + [
    (strike, True) for strike in (Strike.KILLED_BEFORE, Strike.KILLED_AFTER, Strike.ANSWER_LOST)
]
# When a try was made, and how many it took, may differ; what came of it may not.
BY_THE_CLOCK = {"attempts", "due_at", "woken_at", "lease_until", "reference", "expires_at"}
LATER = {"issued_at", "created_at"}
type State = dict[str, list[Any]]


@dataclass
class Telling:
    """The story as it goes when nothing happens, chapter by chapter."""

    starts: dict[str, Checkpoint] = field(default_factory=dict)
    ends: dict[str, State] = field(default_factory=dict)
    writes: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    letters: dict[str, Counter[str]] = field(default_factory=dict)


def tell_in_peace(
    story: SweepStory, chapters: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> Telling:
    a_world(monkeypatch)
    monkeypatch.setattr(clock, "random_bytes", bytes)
    told = Telling()
    for chapter in chapters:
        told.starts[chapter] = Checkpoint.of(story)
        story.edge = Edge()
        tell(story, chapter, monkeypatch)
        told.ends[chapter], told.writes[chapter] = state(), story.edge.writes
        told.letters[chapter] = letters_by_reader(story.edge)
    return told


def strike_all(
    telling: Telling, function: str, chapters: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """What came of every strike at every write of the function; empty where all was recovered."""
    return {
        f"{chapter}, {function} write {place} {kind.value}, twice={twice}": strike(
            telling, chapter, Edge((function, place), kind), twice, monkeypatch
        )
        for chapter in chapters
        for place in range(len(telling.writes[chapter].get(function, [])))
        for kind, twice in WAYS
    }


def strike(
    telling: Telling, chapter: str, edge: Edge, twice: bool, monkeypatch: pytest.MonkeyPatch
) -> str:
    """What differs from the telling without the strike; empty when nothing does."""
    story = telling.starts[chapter].restored(edge, twice=twice)
    tell(story, chapter, monkeypatch)
    assert edge.struck
    assert parked_messages() == []
    end, wanted = state(), telling.ends[chapter]
    wrong = [noun for noun in NOUNS if end[noun] != wanted[noun]]
    return "; ".join(
        [*(difference(noun, end, wanted) for noun in wrong), *letters(telling, chapter, edge)]
    )


def tell(story: SweepStory, chapter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, watch_edge(story.edge, monkeypatch):
        patch.setattr(clock, "now", lambda: story.now)
        story.tell(chapter)


def state() -> State:
    return {noun: sorted(kept_items(noun), key=repr) for noun in NOUNS}


def kept_items(noun: str) -> Iterator[Any]:
    return (timeless(item) for item in stored_items(noun) if item.get("bucket") != "mark")


def timeless(value: Any) -> Any:
    """Without what follows the clock: after a lease that died, things are done minutes later."""
    if isinstance(value, list):
        return [timeless(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {name: timeless(each) for name, each in value.items() if name not in BY_THE_CLOCK}
    return {name: bool(each) if name in LATER else each for name, each in kept.items()}


def difference(noun: str, end: State, wanted: State) -> str:
    gone = [item for item in wanted[noun] if item not in end[noun]]
    new = [item for item in end[noun] if item not in wanted[noun]]
    return f"{noun}: {gone} became {new}"


def letters_by_reader(edge: Edge) -> Counter[str]:
    """Letters by reader and subject."""
    return Counter(
        f"{letter['Destination']['ToAddresses']}: {letter['Content']['Simple']['Subject']['Data']}"
        for letter in edge.letters
    )


def letters(telling: Telling, chapter: str, edge: Edge) -> list[str]:
    """SES has no idempotency key: a letter may go out twice after a crash, never thrice or not."""
    sent, wanted = letters_by_reader(edge), telling.letters[chapter]
    if sent.keys() == wanted.keys() and (sent - wanted).total() <= 1:
        return []
    return [f"letters: {wanted} became {sent}"]
