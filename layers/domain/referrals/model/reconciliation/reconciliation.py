"""A store's own list compared with what it told: a stretch of time at a time, and what came of it.

A window is one stretch, compared page by page; where it stands is kept after every page. When it
is through, its tally becomes a report, and the next window begins a little before its end.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from referrals.model.era import EPOCH, epoch_seconds, moment_of
from referrals.model.moment import EpochMoment, floor_to_second

# Webhooks on their way are not lost, and a shop's search may lag behind its orders.
SETTLE_SECONDS = 900
OVERLAP_SECONDS = 600
_OVERLAP = timedelta(seconds=OVERLAP_SECONDS)
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


def _from_seconds(value: object) -> object:
    """0 has always stood for what has yet to be."""
    return (moment_of(value) if value else None) if isinstance(value, int) else value


def _seconds(moment: datetime | None) -> int:
    return epoch_seconds(moment) if moment else 0


type EpochMomentOrNone = Annotated[
    datetime | None, BeforeValidator(_from_seconds), PlainSerializer(_seconds, return_type=int)
]


class _FrozenModel(BaseModel):
    model_config = ConfigDict(frozen=True)


class RowTally(_FrozenModel):
    counts: dict[Kind, int] = {}
    examples: dict[Kind, tuple[str, ...]] = {}
    """The first few orders of each kind that a person may want to look at."""

    def with_order(self, kind: Kind, order_id: str) -> Self:
        counts = {**self.counts, kind: self.counts.get(kind, 0) + 1}
        ids = self.examples.get(kind, ())
        shown = kind not in (Kind.SAME, Kind.IGNORED) and len(ids) < EXAMPLES
        examples = {**self.examples, kind: (*ids, order_id[:100])} if shown else self.examples
        return self.model_copy(update={"counts": counts, "examples": examples})


class Window(_FrozenModel):
    """Orders changed in [since, until), as far as they were compared."""

    since: EpochMoment
    until: EpochMoment
    opened_at: EpochMoment
    """Also when its finds were recorded, and no other window's: so a page done twice counts its
    finds once."""
    page: str | None = None
    seen: tuple[str, ...] = ()
    """Marks of the last page's rows: the next page may begin with some of them."""
    tally: RowTally = RowTally()


class Cursor(_FrozenModel):
    """Where a store stands."""

    reached: EpochMomentOrNone = None
    """Every earlier change was compared; None before the first report."""
    window: Window | None = None
    not_before: EpochMomentOrNone = None
    """The store asked not to be asked earlier."""
    failing: str = ""
    """The code of what went wrong in the last run; empty when nothing did."""
    failing_since: EpochMomentOrNone = None

    def behind(self, now: datetime) -> int:
        """Seconds. A store never compared to the end counts from when it was first tried."""
        tried = self.window.opened_at if self.window else self.failing_since or now
        return max((now - (self.reached or tried)) // timedelta(seconds=1), 0)

    def must_wait(self, now: datetime) -> bool:
        return self.not_before is not None and self.not_before > now

    def rewind(self, since: datetime) -> "Cursor":
        """The cursor back at `since`; a pause that the store asked for still holds."""
        reached = max(floor_to_second(since) + _OVERLAP, EPOCH + timedelta(seconds=1))
        return Cursor(reached=reached, not_before=self.not_before)

    def open_window(self, now: datetime, settle: int = SETTLE_SECONDS, *, nth: int = 0) -> "Cursor":
        """The cursor with a window in progress, its run's `nth`; unchanged if all is compared."""
        if self.window:
            return self
        now = floor_to_second(now)
        first = now - timedelta(seconds=FIRST_SECONDS)
        since = self.reached - _OVERLAP if self.reached else first
        longest = since + _OVERLAP + timedelta(seconds=LONGEST_SECONDS)
        until = min(longest, now - timedelta(seconds=settle))
        if until <= max(self.reached or EPOCH, since):
            return self
        opened_at = now + timedelta(seconds=nth)
        window = Window(since=max(since, EPOCH), until=until, opened_at=opened_at)
        return self.model_copy(update={"window": window})

    def turn_page(self, page: str | None, seen: tuple[str, ...], tally: RowTally) -> "Cursor":
        """After a page that is not the last."""
        assert self.window
        further = {"page": page, "seen": seen, "tally": tally}
        window = self.window.model_copy(update=further)
        return self.model_copy(update={"window": window})

    def close_window(self) -> "Cursor":
        assert self.window
        return Cursor(reached=self.window.until)

    def note_failure(
        self, code: str, now: datetime, not_before: datetime | None = None
    ) -> "Cursor":
        since = self.failing_since or floor_to_second(now)
        fields = {"failing": code, "failing_since": since, "not_before": not_before}
        return self.model_copy(update=fields)

    def well(self) -> "Cursor":
        healed = {"failing": "", "failing_since": None, "not_before": None}
        return self.model_copy(update=healed)


class WindowReport(_FrozenModel):
    """What came of one window."""

    program_id: str
    source: str
    since: EpochMoment
    until: EpochMoment
    opened_at: EpochMoment
    tally: RowTally

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


class Run(_FrozenModel):
    program_id: str
    source: str
    ending: Ending
    tally: RowTally = RowTally()
    """Of this run alone."""
    reports: tuple[WindowReport, ...] = ()
    error: str = ""
    """Its code and its words; never what opens the store."""
    behind: int = 0
    """Seconds that the comparison lags, after this run."""

    @property
    def late(self) -> bool:
        return self.behind > LATE_SECONDS
