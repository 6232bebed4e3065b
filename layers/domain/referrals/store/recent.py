"""What a table answered a moment ago, for a page that thousands look at in the same second.

Only what many readers share is asked through here: never what is one visitor's.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

KEEP = timedelta(seconds=5)
MOST_KEPT = 2_000
_NO_TIME = timedelta()


class RecentAnswers[T]:
    """One question's answers by what was asked, none of them older than KEEP.

    What isn't there is asked for each time: it may come at once, and names that nobody has push no
    other out. Nothing old is told while the table is away.
    """

    def __init__(self, ask: Callable[[str], T | None], *, most: int = MOST_KEPT) -> None:
        self._ask = ask
        self._most = most
        self._kept: dict[str, tuple[datetime, T]] = {}

    def find(self, name: str, now: datetime) -> T | None:
        kept = self._kept.get(name)
        # A clock that was set back makes nothing last longer.
        if kept and _NO_TIME <= now - kept[0] < KEEP:
            return kept[1]
        self._kept.pop(name, None)
        found = self._ask(name)
        if found is not None:
            self._make_room()
            self._kept[name] = now, found
        return found

    def _make_room(self) -> None:
        """Drops the answer that is oldest."""
        if len(self._kept) >= self._most:
            del self._kept[next(iter(self._kept))]
