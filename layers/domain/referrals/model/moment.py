"""Moments: UTC, whole seconds, one spelling, so that stored text sorts as time does."""

from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator

from referrals.model.era import EARLIEST, LATEST, within_era
from referrals.model.errors import RefusedError

# A year within what a calendar holds, so that any time zone and any rounding fit in.
_FIRST_SECOND, _LAST_SECOND = -62_100_000_000, 253_370_000_000


class ImpossibleMomentError(RefusedError):
    code = "impossible_moment"


def whole_second(moment: datetime) -> datetime:
    assert moment.tzinfo is not None, "a moment needs a time zone"
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError:  # The first or the last day of all, in another zone.
        raise ValueError("this moment cannot be") from None


def stamp(moment: datetime) -> str:
    """`2026-11-22T09:30:00Z`: how moments are stored and shown."""
    return whole_second(moment).isoformat().replace("+00:00", "Z")


def moment_of(seconds: int) -> datetime:
    """The moment of epoch seconds; beyond the calendar, its nearest end. Never fails."""
    return datetime.fromtimestamp(min(max(seconds, _FIRST_SECOND), _LAST_SECOND), UTC)


def seconds_of(moment: datetime, field: str) -> int:
    """Epoch seconds of what somebody sent; refused where it can't be meant."""
    seconds = int(moment.timestamp())
    if not within_era(seconds):
        raise ImpossibleMomentError(
            "this moment cannot be.",
            field=field,
            remedy=f"Name one from {moment_of(EARLIEST):%Y} on and before {moment_of(LATEST):%Y}.",
        )
    return seconds


Moment = Annotated[datetime, AfterValidator(whole_second)]


def known_time_zone(name: str) -> bool:
    """Whether `name` is an IANA time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True
