"""When credit and points end: the program's own rule, part of what was promised with them."""

from datetime import UTC, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

POINTS = "points"
Days = Annotated[int, Field(ge=7, le=3650, strict=True)]


class Expiry(BaseModel):
    """`expiry` of a program: days from when something is theirs; None for no end."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    credit_days: Days | None = None
    points_days: Days | None = None
    warn_days: Annotated[int, Field(ge=1, le=90, strict=True)] = 30
    """The days before an end on which people are written to."""

    def days_of(self, asset: str) -> int | None:
        return self.points_days if asset == POINTS else self.credit_days

    def notice_of(self, asset: str) -> timedelta:
        """How long before its end people are warned: half of its time at most."""
        days = self.days_of(asset)
        return timedelta(days=min(self.warn_days, days // 2) if days else self.warn_days)

    def end_of(self, asset: str, at: datetime, time_zone: str) -> datetime | None:
        """The midnight after the last day on which what comes `at` can be used; None for never."""
        days = self.days_of(asset)
        if days is None:
            return None
        zone = ZoneInfo(time_zone)
        last_day = at.astimezone(zone).date() + timedelta(days=days + 1)
        midnight = datetime(last_day.year, last_day.month, last_day.day, tzinfo=zone)
        return midnight.astimezone(UTC)


def last_moment(ends_at: datetime) -> datetime:
    """Within the last day on which it can be used, for telling people that day."""
    return ends_at - timedelta(seconds=1)
