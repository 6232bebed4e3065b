"""Whether a source has gone quiet: orders heard of late, against the same hours of weeks before.

Rates follow the hour and the day of the week, so a window is compared with the same window one to
four weeks earlier. docs/algorithms/insights.md has the worked cases.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from math import exp, lgamma, log

from referrals.model.era import epoch_seconds
from referrals.model.insight.insight import Counter, Day

HOUR = 3600
DAY_HOURS, WEEK_HOURS = 24, 168
WINDOWS_HOURS = (3, 6, 12, DAY_HOURS, 48, WEEK_HOURS)
MOST_WEEKS, FEWEST_WEEKS = 4, 2
HISTORY_DAYS = (MOST_WEEKS + 1) * 7 + 1
# With fewer expected, not even silence would be improbable enough.
FEWEST_EXPECTED = 10
IMPROBABLE = 1 / 10_000
# Shops have slow days: what is improbable by Poisson's count alone is not yet quiet.
QUIET_SHARE = 4


class Hearing(StrEnum):
    """What the orders heard of late come to."""

    USUAL = "usual"
    """About as many as were to be expected."""
    QUIET = "quiet"
    """A quarter of the expected at most, and improbable to be chance."""
    TOO_FEW = "too_few_to_tell"
    """Too few are expected, or the source is too new, for silence to mean anything."""


@dataclass(frozen=True, slots=True)
class QuietJudgement:
    hearing: Hearing
    hours: int
    """How long the window is that decided."""
    seen: int
    expected: float

    @property
    def has_recovered(self) -> bool:
        """Well away from quiet, so that a spell doesn't end and begin again by the hour."""
        return self.hearing is Hearing.USUAL and self.seen * 2 >= self.expected


@dataclass(frozen=True, slots=True)
class QuietSource:
    """A source whose spell of quiet lasts."""

    program_id: str
    source: str
    since: datetime
    """When it was first judged quiet."""


@dataclass(frozen=True, slots=True)
class ExpiringBodies:
    """Held bodies of a source that nobody has replayed, and that go within a week."""

    program_id: str
    source: str
    count: int


@dataclass(frozen=True, slots=True)
class WatchReport:
    """What one look at all sources found."""

    sources: int
    quiet: tuple[QuietSource, ...]
    newly_quiet: int
    expiring: tuple[ExpiringBodies, ...]
    failed: tuple[str, ...] = ()
    left: int = 0
    """How many were not looked at: the time was over, or they failed."""


def hourly(days: Iterable[Day]) -> dict[int, int]:
    """Orders heard, by hours since 1970."""
    return {
        _hour_of(day, int(hour)): count
        for day in days
        for hour, count in day.by(Counter.HEARD).items()
        if count
    }


def hour_of(moment: datetime) -> int:
    """Its hour since 1970."""
    return epoch_seconds(moment) // HOUR


def judge(counts: Mapping[int, int], hour: int) -> QuietJudgement:
    """Judges what was heard up to `hour` (hours since 1970), which itself isn't over yet.

    The shortest window decides in which enough is expected, and beside it the whole day: silence
    shows in the one, a lasting fraction in the other.
    """
    windows = [(hours, usual(counts, hour, hours)) for hours in WINDOWS_HOURS]
    telling = {hours: expected for hours, expected in windows if expected >= FEWEST_EXPECTED}
    if not telling:
        week, expected = windows[-1]
        return QuietJudgement(
            Hearing.TOO_FEW, week, orders_between(counts, hour - week, hour), expected
        )
    shortest = min(telling)
    tried = [h for h in telling if h in (shortest, max(shortest, DAY_HOURS))]
    judged = [_judge(orders_between(counts, hour - h, hour), telling[h], h) for h in tried]
    return next((each for each in judged if each.hearing is Hearing.QUIET), judged[0])


def orders_between(counts: Mapping[int, int], first: int, end: int) -> int:
    """Orders in the hours from `first` up to but not including `end`."""
    return sum(counts.get(hour, 0) for hour in range(first, end))


def chance_of(seen: int, expected: float) -> float:
    """The chance of at most `seen` orders where `expected` are usual: Poisson's lower tail,
    summed from its largest term."""
    term = exp(seen * log(expected) - expected - lgamma(seen + 1))
    total = 0.0
    for count in range(seen, -1, -1):
        total += term
        term *= count / expected
    return total


def _judge(seen: int, expected: float, hours: int) -> QuietJudgement:
    quiet = seen * QUIET_SHARE <= expected and chance_of(seen, expected) < IMPROBABLE
    return QuietJudgement(Hearing.QUIET if quiet else Hearing.USUAL, hours, seen, expected)


def usual(counts: Mapping[int, int], hour: int, hours: int) -> float:
    """The median of the same windows of weeks before, so that one odd week has no say.

    0 where the source is too new for two such weeks.
    """
    known = min(counts, default=hour)
    ends = [hour - week * WEEK_HOURS for week in range(1, MOST_WEEKS + 1)]
    totals = sorted(
        orders_between(counts, end - hours, end) for end in ends if end - hours >= known
    )
    if len(totals) < FEWEST_WEEKS:
        return 0.0
    return (totals[(len(totals) - 1) // 2] + totals[len(totals) // 2]) / 2


def _hour_of(day: Day, hour: int) -> int:
    midnight = datetime.combine(day.bucket.on, datetime.min.time(), UTC)
    return hour_of(midnight) + hour
