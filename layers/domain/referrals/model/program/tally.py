"""Tallies: how many grants an advocate or a friend has had, counted so that caps can't slip."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from referrals.model.program.limit import LimitPeriod, Limits

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


class Tally(BaseModel):
    """Grants of one person in one program, less those that were taken back for good."""

    model_config = ConfigDict(frozen=True)
    subject: str
    """`<program>#advocate#<person id>`, `<program>#friend#<customer hash>`,
    `<program>#renewals#<friend id>` or `<program>#day#<day>`."""
    version: int = 0
    lifetime: int = 0
    periods: Mapping[str, int] = {}
    milestones: tuple[int, ...] = ()
    """The counts whose milestone was given."""
    worths: Mapping[str, int] = {}
    """By period: what its grants were worth, in minor units."""
    months: Mapping[str, int] = {}
    """Grants by the month of their orders, where the grant says it."""

    def with_grant(
        self,
        period: str,
        milestones: tuple[int, ...] = (),
        *,
        month: str = "",
        worth_minor: int = 0,
        friends: int = 1,
    ) -> "Tally":
        kept = (*self.milestones, *milestones)
        return self._change(period, friends, kept)._count(period, month, friends, worth_minor)

    def without_grant(
        self,
        period: str,
        milestones: tuple[int, ...] = (),
        *,
        month: str = "",
        worth_minor: int = 0,
        friends: int = 1,
    ) -> "Tally":
        kept = tuple(at for at in self.milestones if at not in milestones)
        return self._change(period, -friends, kept)._count(period, month, -friends, -worth_minor)

    def count_from(self, first: date | None) -> int:
        """Grants of orders since that month; all of them without one.

        Grants from before months were counted are known by their period, where that is a month.
        """
        if first is None:
            return self.lifetime
        by_period = {name: n for name, n in self.periods.items() if _MONTH.fullmatch(name)}
        names = by_period.keys() | self.months.keys()
        begun = (name for name in names if name >= f"{first:%Y-%m}")
        return sum(max(by_period.get(n, 0), self.months.get(n, 0)) for n in begun)

    def _change(self, period: str, by: int, milestones: tuple[int, ...]) -> "Tally":
        count = self.periods.get(period, 0) + by
        assert count >= 0
        assert self.lifetime + by >= 0
        fields = {
            "version": self.version + 1,
            "lifetime": self.lifetime + by,
            "periods": {**self.periods, period: count},
            "milestones": milestones,
        }
        return self.model_copy(update=fields)

    def _count(self, period: str, month: str, by: int, worth_minor: int) -> "Tally":
        # What an older grant never counted isn't missed when it goes.
        worth = max(self.worths.get(period, 0) + worth_minor, 0)
        fields: dict[str, object] = {}
        if worth_minor:
            fields["worths"] = {**self.worths, period: worth}
        if month and by:
            fields["months"] = {**self.months, month: self.months.get(month, 0) + by}
        return self.model_copy(update=fields)


class TallyStep(NamedTuple):
    """One grant more, as a change that holds whatever others count meanwhile, within its bounds."""

    subject: str
    period: str
    month: str = ""
    friends: int = 1
    worth_minor: int = 0
    most_ever: int | None = None
    """Grants at all; None for no bound."""
    most: int | None = None
    """Grants of the period."""
    most_worth_minor: int | None = None
    """Of the period, this one within."""


def advocate_subject(program_id: str, advocate_id: str) -> str:
    return f"{program_id}#advocate#{advocate_id}"


def friend_subject(program_id: str, customer_hash: str) -> str:
    return f"{program_id}#friend#{customer_hash}"


def renewals_subject(program_id: str, friend_id: str) -> str:
    """All renewals of one friend, by their id: what they bring has a ceiling."""
    return f"{program_id}#renewals#{friend_id}"


def is_advocate_subject(subject: str) -> bool:
    return subject.split("#")[1] == "advocate"


def is_day_subject(subject: str) -> bool:
    return subject.split("#")[1] == "day"


def is_renewals_subject(subject: str) -> bool:
    return subject.split("#")[1] == "renewals"


def day_subject(program_id: str, day: str) -> str:
    return f"{program_id}#day#{day}"


def local_day(moment: datetime, zone: str) -> str:
    """The day on the program's own calendar: `2026-11-22`."""
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d}"


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
