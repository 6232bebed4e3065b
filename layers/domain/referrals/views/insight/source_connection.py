"""How is each shop source connected: is it heard, or which one step is missing?"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from referrals.model.insight.source_state import SourceLook
from referrals.store.insight.insight import Insights
from referrals.store.insight.quiet_period import QuietPeriods
from referrals.views.insight.source_hearing import SourceHearing, source_hearing


class ConnectionState(StrEnum):
    """What is the matter with a source, the heaviest first."""

    ABSENT = "absent"
    """No secret is kept that its deliveries could be believed by."""
    HELD = "held"
    """Deliveries came that were genuine and weren't understood."""
    QUIET = "quiet"
    """Far fewer orders come than usual."""
    UNHEARD = "unheard"
    """A secret is kept, and in five weeks nothing was heard."""
    HEARD = "heard"
    """Orders come as they should."""


@dataclass(frozen=True, slots=True)
class SourceConnection:
    source: str
    state: ConnectionState
    hearing: SourceHearing | None
    """None where nothing is connected: then nobody is asked."""
    held: int


@dataclass(frozen=True, slots=True)
class HearingBooks:
    """What was counted of sources, and how they stood when the clock last looked."""

    insights: Insights
    quiet_periods: QuietPeriods
    look: SourceLook | None


def source_connections(
    program_id: str,
    sources: Iterable[str],
    books: HearingBooks,
    *,
    has_secret: Callable[[str], bool],
    now: datetime,
) -> Iterator[SourceConnection]:
    """Of a source without a secret nothing is counted: one look tells that."""
    states = {each.source: each for each in books.look.states} if books.look else {}
    for source in sources:
        known = states.get(source)
        held = known.held if known else 0
        if not has_secret(source):
            yield SourceConnection(source, ConnectionState.ABSENT, None, held)
            continue
        hearing = source_hearing(program_id, source, books.insights, books.quiet_periods, now=now)
        yield SourceConnection(source, _state(hearing, held), hearing, held)


def _state(hearing: SourceHearing, held: int) -> ConnectionState:
    if held:
        return ConnectionState.HELD
    if hearing.quiet_since:
        return ConnectionState.QUIET
    return ConnectionState.HEARD if hearing.last_heard_at else ConnectionState.UNHEARD
