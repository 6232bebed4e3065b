"""Time until something happens to people to most of whom it hasn't yet: Kaplan and Meier.

Whoever is still waited for counts for as long as they were watched, and no longer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

from referrals.model.measure.interval import Z


@dataclass(frozen=True, slots=True)
class WatchedGroup:
    """People who began on the same day."""

    watched_days: int
    """Whole days since then."""
    people: int
    events: Mapping[int, int]
    """How many had it after so many whole days."""


@dataclass(frozen=True, slots=True)
class SurvivalStep:
    days: int
    remaining: float
    """The share to whom it hasn't happened after so many days."""
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SurvivalQuantile:
    """None where it isn't reached as long as people were watched."""

    days: int | None
    low: int | None
    high: int | None


def survival_steps(groups: Iterable[WatchedGroup]) -> list[SurvivalStep]:
    """One step per day on which it happened to somebody; bands by Greenwood's variance, on the
    scale of log minus log, so that they keep within 0 and 1."""
    groups = list(groups)
    events, censored = _timeline(groups)
    at_risk = sum(group.people for group in groups)
    remaining, spread = 1.0, 0.0
    steps = []
    for day in sorted({*events, *censored}):
        had = events.get(day, 0)
        if had and at_risk > 0:
            remaining *= 1 - had / at_risk
            spread += had / (at_risk * (at_risk - had)) if at_risk > had else 0.0
            steps.append(SurvivalStep(day, remaining, *_band(remaining, spread)))
        at_risk -= had + censored.get(day, 0)
    return steps


def quantile(steps: Iterable[SurvivalStep], share: float) -> SurvivalQuantile:
    """After how many days it has happened to that share of people."""
    steps, left = list(steps), 1 - share

    def first(reach: str) -> int | None:
        return next((each.days for each in steps if getattr(each, reach) <= left + 1e-12), None)

    return SurvivalQuantile(first("remaining"), first("low"), first("high"))


def _timeline(groups: Iterable[WatchedGroup]) -> tuple[dict[int, int], dict[int, int]]:
    """By day: to how many it happened, and how many were watched no longer. What happened after
    the watch had ended hasn't happened yet."""
    events: dict[int, int] = {}
    censored: dict[int, int] = {}
    for group in groups:
        seen = {day: n for day, n in group.events.items() if 0 <= day <= group.watched_days}
        for day, count in seen.items():
            events[day] = events.get(day, 0) + count
        waiting = max(group.people - sum(seen.values()), 0)
        censored[group.watched_days] = censored.get(group.watched_days, 0) + waiting
    return events, censored


def _band(remaining: float, spread: float) -> tuple[float, float]:
    if not 0 < remaining < 1:
        return remaining, remaining
    reach = Z * sqrt(spread) / abs(log(remaining))
    low, high = remaining ** exp(reach), remaining ** exp(-reach)
    return low, high
