"""How many friends clicked, bought and were brought by advocates, and what did it cost?"""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from pydantic import BaseModel

from referrals.model.era import EARLIEST, LATEST
from referrals.model.errors import RefusedError
from referrals.model.insight.insight import CLICK_COUNTERS, Counter, Day
from referrals.store.insight.insight import Insights

MOST_DAYS, USUAL_DAYS = 366, 30
FIRST_DAY, LAST_DAY = EARLIEST.date(), LATEST.date()
FEWEST_OBSERVATIONS = 30
AMOUNTS = (
    Counter.ORDERS_MINOR,
    Counter.LOST_MINOR,
    Counter.REFERRED_MINOR,
    Counter.REFERRED_BASE_MINOR,
    Counter.GRANTED_MINOR,
    Counter.REGAINED_MINOR,
)


class BadPeriodError(RefusedError):
    code = "bad_period"


class FunnelFigures(BaseModel):
    """Clicks by people, by previews, by bots and by the undecided are never added up."""

    people: int
    """How often people followed a link; who does so twice counts twice."""
    previews: int
    bots: int
    unsure: int
    page_people: int
    """Those of `people` whose link leads to the friend's page first."""
    went_on: int
    """Those of them that went on from there to the shop, on the day of the click."""
    shares: int
    """How often advocates took their link along, as far as their page can tell."""
    sharers: int
    """Advocates who took their link along, each once in a month."""
    conversions: int
    referred: int
    """Paid orders that came by an advocate, whatever became of them."""
    friends: int
    """Friends by whose first order an advocate brought them, and it stayed."""
    rewarded: int
    """Orders of whose reward something still stands."""
    rewards: int
    """Given to one person each; what was taken back later is in it."""
    amounts: dict[str, dict[str, int]]
    """`orders_minor`, `granted_minor`, ...: by currency or asset, in smallest units."""


class FunnelDay(BaseModel):
    on: date
    figures: FunnelFigures


class Share(BaseModel):
    """A proportion; below thirty observations there is none, because it would only mislead."""

    value: str | None
    """A decimal number from 0 to 1, as text."""
    observations: int


class Funnel(BaseModel):
    program: str
    first: date
    last: date
    total: FunnelFigures
    referred_share: Share
    """Referred conversions in all conversions."""
    days: tuple[FunnelDay, ...]
    """Days in the program's time zone on which something was counted."""


def period(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """From `first` to `last`, each as usual where it isn't named."""
    for name, day in (("to", last), ("from", first)):
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise BadPeriodError(
                "nothing can have been counted then.",
                field=name,
                remedy=f"Name a day from {FIRST_DAY} to {LAST_DAY}.",
            )
    last = last or today
    return first or last - timedelta(days=USUAL_DAYS - 1), last


def funnel(program_id: str, first: date, last: date, insights: Insights) -> Funnel:
    require_period(first, last)
    return funnel_of(program_id, first, last, insights.days(program_id, first, last))


def funnel_of(program_id: str, first: date, last: date, days: Iterable[Day]) -> Funnel:
    """Of a program's days that were read already; those outside the period are left out."""
    days = [day for day in days if first <= day.bucket.on <= last]
    total = _figures(days)
    return Funnel(
        program=program_id,
        first=first,
        last=last,
        total=total,
        referred_share=share(total.referred, total.conversions),
        days=tuple(FunnelDay(on=day.bucket.on, figures=_figures([day])) for day in days),
    )


def require_period(first: date, last: date) -> None:
    if not 0 <= (last - first).days < MOST_DAYS:
        raise BadPeriodError(
            "this is not a period.",
            field="from",
            remedy=f"Let `from` be no later than `to`, and at most {MOST_DAYS} days in all.",
        )


def share(part: int, whole: int) -> Share:
    if whole < FEWEST_OBSERVATIONS:
        return Share(value=None, observations=whole)
    parts = round(Fraction(part, whole) * 10_000)
    return Share(value=f"{parts // 10_000}.{parts % 10_000:04d}", observations=whole)


def _figures(days: Iterable[Day]) -> FunnelFigures:
    days = list(days)
    counted = (
        *CLICK_COUNTERS,
        Counter.SHARES,
        Counter.SHARERS,
        Counter.CONVERSIONS,
        Counter.REFERRED,
        Counter.REWARDED,
        Counter.REWARDS,
    )
    totals = {counter.value: sum(day.total(counter) for day in days) for counter in counted}
    totals["friends"] = sum(day.total(Counter.FIRST_REFERRED) for day in days)
    amounts = {counter.value: _sum_counters(day.by(counter) for day in days) for counter in AMOUNTS}
    return FunnelFigures(**totals, amounts=amounts)


def _sum_counters(parts: Iterable[dict[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for part in parts:
        for name, value in part.items():
            sums[name] = sums.get(name, 0) + value
    return sums
