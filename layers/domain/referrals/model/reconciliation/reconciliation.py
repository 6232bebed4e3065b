"""A store's own list compared with what it told: a stretch of time at a time, and what came of it.

A window is one stretch, compared page by page; where it stands is kept after every page. When it
is through, its tally becomes a report, and the next window begins a little before its end.
"""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict

# Webhooks on their way are not lost, and a shop's search may lag behind its orders.
SETTLE_SECONDS = 900
OVERLAP_SECONDS = 600
FIRST_SECONDS = 2 * 86_400
LONGEST_SECONDS = 86_400
# Further behind than this, somebody should look, whatever ended the runs.
LATE_SECONDS = 3 * 3600
EXAMPLES = 10


class Kind(StrEnum):
    """How one row of the list compares; an order has several: its payment, its refunds."""

    MISSING = "missing"
    """Unknown until now: recorded."""
    BEHIND = "behind"
    """Known in an older state: recorded."""
    SAME = "same"
    """Known already, as the list says it or newer."""
    IGNORED = "ignored"
    """Of no consequence, such as a draft."""
    HELD = "held"
    """Not understood: held with its body, as a webhook's would be."""
    FAILED = "failed"
    """Neither recorded nor held, for an error; the examples name the order."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True)


class Tally(_Kept):
    counts: dict[Kind, int] = {}
    examples: dict[Kind, tuple[str, ...]] = {}
    """The first few orders of each kind that a person may want to look at."""

    def with_order(self, kind: Kind, order_id: str) -> Self:
        counts = {**self.counts, kind: self.counts.get(kind, 0) + 1}
        told = self.examples.get(kind, ())
        shown = kind not in (Kind.SAME, Kind.IGNORED) and len(told) < EXAMPLES
        examples = {**self.examples, kind: (*told, order_id[:100])} if shown else self.examples
        return self.model_copy(update={"counts": counts, "examples": examples})


class Window(_Kept):
    """Orders changed in [since, until), epoch seconds, as far as they were compared."""

    since: int
    until: int
    opened_at: int
    """Also when its finds were recorded, and no other window's: so a page done twice counts its
    finds once."""
    page: str | None = None
    seen: tuple[str, ...] = ()
    """Marks of the last page's rows: the next page may begin with some of them."""
    tally: Tally = Tally()


class Cursor(_Kept):
    """Where a store stands."""

    reached: int = 0
    """Epoch seconds: every earlier change was compared; 0 before the first report."""
    window: Window | None = None
    not_before: int = 0
    """The store asked not to be asked earlier."""
    failing: str = ""
    """The code of what went wrong in the last run; empty when nothing did."""
    failing_since: int = 0

    def behind(self, now: int) -> int:
        """Seconds. A store never compared to the end counts from when it was first tried."""
        tried = self.window.opened_at if self.window else self.failing_since or now
        return max(now - (self.reached or tried), 0)

    def from_then(self, since: int) -> "Cursor":
        """The cursor back at `since`; a pause that the store asked for still holds."""
        return Cursor(reached=max(since + OVERLAP_SECONDS, 1), not_before=self.not_before)

    def opened(self, now: int, settle: int = SETTLE_SECONDS, *, nth: int = 0) -> "Cursor":
        """The cursor with a window in progress, its run's `nth`; unchanged if all is compared."""
        if self.window:
            return self
        since = self.reached - OVERLAP_SECONDS if self.reached else now - FIRST_SECONDS
        until = min(since + OVERLAP_SECONDS + LONGEST_SECONDS, now - settle)
        if until <= max(self.reached, since):
            return self
        window = Window(since=max(since, 0), until=until, opened_at=now + nth)
        return self.model_copy(update={"window": window})

    def turned(self, page: str | None, seen: tuple[str, ...], tally: Tally) -> "Cursor":
        """After a page that is not the last."""
        assert self.window
        further = {"page": page, "seen": seen, "tally": tally}
        window = self.window.model_copy(update=further)
        return self.model_copy(update={"window": window})

    def closed(self) -> "Cursor":
        assert self.window
        return Cursor(reached=self.window.until)

    def failed(self, code: str, now: int, not_before: int = 0) -> "Cursor":
        since = self.failing_since or now
        told = {"failing": code, "failing_since": since, "not_before": not_before}
        return self.model_copy(update=told)

    def well(self) -> "Cursor":
        healed = {"failing": "", "failing_since": 0, "not_before": 0}
        return self.model_copy(update=healed)


class Report(_Kept):
    """What came of one window."""

    program_id: str
    source: str
    since: int
    until: int
    opened_at: int
    tally: Tally

    @classmethod
    def of(cls, program_id: str, source: str, window: Window) -> Self:
        return cls(
            program_id=program_id,
            source=source,
            since=window.since,
            until=window.until,
            opened_at=window.opened_at,
            tally=window.tally,
        )


class Ending(StrEnum):
    """How a run ended."""

    DONE = "done"
    """Nothing is left to compare for now."""
    PARTIAL = "partial"
    """Its pages or its time were used up; the next run goes on."""
    BUSY = "busy"
    """Another run is at this store."""
    WAITING = "waiting"
    """The store asked for a pause that lasts still."""
    LIMITED = "limited"
    """The store asked for a pause longer than the run."""
    FAILED = "failed"
    """The store could not be asked, or the tables were busy; the next run tries again."""


class Run(_Kept):
    program_id: str
    source: str
    ending: Ending
    tally: Tally = Tally()
    """Of this run alone."""
    reports: tuple[Report, ...] = ()
    error: str = ""
    """Its code and its words; never what opens the store."""
    behind: int = 0
    """Seconds that the comparison lags, after this run."""

    @property
    def late(self) -> bool:
        return self.behind > LATE_SECONDS
