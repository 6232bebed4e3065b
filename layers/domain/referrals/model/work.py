"""Work through what is due: one item after the other, as long as there is time.

Every job of the clock goes on until its work or its time ends. An item that fails keeps nobody else
from their turn: it is named, counted as left, and tried again by the next run.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

type HasTime = Callable[[], bool]

NAMES_KEPT = 50
MOST_COUNTED = 10_000


def endless() -> bool:
    """The time of whoever works to the end."""
    return True


class Work:
    """One run of a job: how many items wait for the next run, and which failed."""

    def __init__(self, has_time: HasTime) -> None:
        self.has_time = has_time
        self.failed: tuple[str, ...] = ()
        """Names to look at, the first ones."""
        self.left = 0
        """What the time was too short for, as far as MOST_COUNTED, and what failed."""

    def through[T](self, due: Iterable[T]) -> Iterator[T]:
        """The items, until the time is over."""
        rest = iter(due)
        for item in rest:
            if not self.has_time():
                self.left += 1 + sum(1 for _ in islice(rest, MOST_COUNTED))
                return
            yield item

    @contextmanager
    def item(self, name: str) -> Iterator[None]:
        """Keeps what goes wrong with one item from all others, whatever it is: what nobody thought
        of must not stop a job for ever."""
        try:
            yield
        except Exception:
            self.fail(name)

    def fail(self, *names: str) -> None:
        self.failed = (*self.failed, *names)[:NAMES_KEPT]
        self.left += len(names)


def in_turn[T](queues: Iterable[Iterable[T]]) -> Iterator[T]:
    """One item of each queue after the other, so that a long queue keeps no other waiting."""
    waiting = deque(iter(queue) for queue in queues)
    while waiting:
        queue = waiting.popleft()
        for item in islice(queue, 1):
            yield item
            waiting.append(queue)
