"""Tallies: how many grants an advocate or a friend has had, counted so that caps can't slip."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from referrals.model.program.limit import LimitPeriod, Limits


class Tally(BaseModel):
    """Grants of one person in one program, less those that were taken back for good."""

    model_config = ConfigDict(frozen=True)
    subject: str
    """`<program>#advocate#<person id>` or `<program>#friend#<customer hash>`."""
    version: int = 0
    lifetime: int = 0
    periods: Mapping[str, int] = {}
    milestones: tuple[int, ...] = ()
    """The counts whose milestone was given."""

    def with_grant(self, period: str, milestones: tuple[int, ...] = ()) -> "Tally":
        return self._change(period, 1, (*self.milestones, *milestones))

    def without_grant(self, period: str, milestones: tuple[int, ...] = ()) -> "Tally":
        kept = tuple(at for at in self.milestones if at not in milestones)
        return self._change(period, -1, kept)

    def _change(self, period: str, by: int, milestones: tuple[int, ...]) -> "Tally":
        count = self.periods.get(period, 0) + by
        assert count >= 0
        assert self.lifetime + by >= 0
        return Tally(
            subject=self.subject,
            version=self.version + 1,
            lifetime=self.lifetime + by,
            periods={**self.periods, period: count},
            milestones=milestones,
        )


def advocate_subject(program_id: str, advocate_id: str) -> str:
    return f"{program_id}#advocate#{advocate_id}"


def friend_subject(program_id: str, customer_hash: str) -> str:
    return f"{program_id}#friend#{customer_hash}"


def period_of(moment: datetime, limits: Limits, zone: str) -> str:
    """The name of the period in which `moment` counts, on the program's own calendar."""
    local = moment.astimezone(ZoneInfo(zone))
    every = limits.per_advocate.every if limits.per_advocate else LimitPeriod.MONTH
    match every:
        case LimitPeriod.WEEK:
            year, week, _ = local.isocalendar()
            return f"{year}-W{week:02d}"
        case LimitPeriod.MONTH:
            return f"{local:%Y-%m}"
        case LimitPeriod.YEAR:
            return f"{local:%Y}"
        case LimitPeriod.EVER:
            return LimitPeriod.EVER.value
