"""Moments: UTC, whole seconds, one spelling, so that stored text sorts as time does."""

from datetime import UTC, date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, PlainSerializer

from referrals.model.era import EARLIEST, LATEST, epoch_seconds, within_era
from referrals.model.era import moment_of as moment_of
from referrals.model.errors import RefusedError


class ImpossibleMomentError(RefusedError):
    code = "impossible_moment"


def floor_to_second(moment: datetime) -> datetime:
    assert moment.tzinfo is not None, "a moment needs a time zone"
    try:
        return moment.astimezone(UTC).replace(microsecond=0)
    except OverflowError:  # The first or the last day of all, in another zone.
        raise ValueError("this moment cannot be") from None


def stamp(moment: datetime) -> str:
    """`2026-11-22T09:30:00Z`: how moments are stored and shown."""
    return floor_to_second(moment).isoformat().replace("+00:00", "Z")


def possible_moment(moment: datetime, field: str) -> datetime:
    """What somebody sent, to the second; refused where it can't be meant."""
    if not within_era(moment.replace(microsecond=0)):
        raise ImpossibleMomentError(
            "this moment cannot be.",
            field=field,
            remedy=f"Name one from {EARLIEST:%Y} on and before {LATEST:%Y}.",
        )
    return floor_to_second(moment)


Moment = Annotated[datetime, AfterValidator(floor_to_second)]


def _from_seconds(value: object) -> object:
    return moment_of(value) if isinstance(value, int) else value


EpochMoment = Annotated[
    datetime, BeforeValidator(_from_seconds), PlainSerializer(epoch_seconds, return_type=int)
]
"""Kept and shown as epoch seconds, and a moment everywhere else."""


def known_time_zone(name: str) -> bool:
    """Whether `name` is an IANA time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True


def day_words(on: date) -> str:
    """`29 November 2026`: the desk is English."""
    return f"{on.day} {on:%B %Y}"
