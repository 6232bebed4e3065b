"""Moments: UTC, whole seconds, one spelling, so that stored text sorts as time does."""

from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator


def whole_second(moment: datetime) -> datetime:
    assert moment.tzinfo is not None, "a moment needs a time zone"
    return moment.astimezone(UTC).replace(microsecond=0)


def stamp(moment: datetime) -> str:
    """`2026-11-22T09:30:00Z`: how moments are stored and shown."""
    return whole_second(moment).isoformat().replace("+00:00", "Z")


def moment_of(seconds: int) -> datetime:
    """Of epoch seconds."""
    return datetime.fromtimestamp(seconds, UTC)


Moment = Annotated[datetime, AfterValidator(whole_second)]


def known_time_zone(name: str) -> bool:
    """Whether `name` is an IANA time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True
