"""Moments and the epoch numbers that keys, tables and signatures spell them with; and the time in
which anything that is told here can have happened. Read by the redirect: no pydantic.
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
# A year within what a calendar holds, so that any time zone and any rounding fit in.
_FIRST_SECOND, _LAST_SECOND = -62_100_000_000, 253_370_000_000


def within_era(moment: datetime) -> bool:
    """Whether a moment can be judged at all; what was stored before it was asked may not be."""
    return EARLIEST <= moment <= LATEST


def moment_of(seconds: int) -> datetime:
    """Of epoch seconds. Never fails: of what no calendar holds, the nearest end."""
    return datetime.fromtimestamp(min(max(seconds, _FIRST_SECOND), _LAST_SECOND), UTC)


def epoch_seconds(moment: datetime) -> int:
    """Whole ones; what is left of the last second is dropped."""
    return (moment - EPOCH) // timedelta(seconds=1)


def epoch_milliseconds(moment: datetime) -> int:
    """Exact to the millisecond: no float comes near it."""
    return (moment - EPOCH) // timedelta(milliseconds=1)
