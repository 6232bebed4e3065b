"""Links remembered for a moment: a link that goes viral is one item, read by every container."""

import time
from collections.abc import Callable

from referrals.model.errors import UnavailableError
from referrals.model.link.link import Link
from referrals.store.link.link import Links

KEEP_SECONDS = 30
KEEP_ABSENT_SECONDS = 5
MOST_CODES = 2_000


class LinkMemory:
    def __init__(self, links: Links, clock: Callable[[], float] = time.monotonic) -> None:
        self.links = links
        self.clock = clock
        self.known: dict[str, tuple[float, Link]] = {}
        # Kept apart, so that made-up codes never push a real one out.
        self.absent: dict[str, float] = {}

    def find(self, code: str) -> Link | None:
        """As `Links.find`, up to 30 s old (5 s when absent); older while the table is away."""
        now = self.clock()
        if code in self.known and now < self.known[code][0]:
            return self.known[code][1]
        if now < self.absent.get(code, 0.0):
            return None
        try:
            link = self.links.find(code)
        except UnavailableError:
            if code in self.known:
                return self.known[code][1]
            raise
        return self._remember(code, link, now)

    def _remember(self, code: str, link: Link | None, seconds: float) -> Link | None:
        self.known.pop(code, None)
        self.absent.pop(code, None)
        if link is None:
            _make_room(self.absent)
            self.absent[code] = seconds + KEEP_ABSENT_SECONDS
        else:
            _make_room(self.known)
            self.known[code] = (seconds + KEEP_SECONDS, link)
        return link


def _make_room[T](kept: dict[str, T]) -> None:
    """Drops the oldest entry of a full memory."""
    if len(kept) >= MOST_CODES:
        del kept[next(iter(kept))]
