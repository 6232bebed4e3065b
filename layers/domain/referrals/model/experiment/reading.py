"""What can be said of an experiment today: its arms, their differences, one of three verdicts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from referrals.model.experiment.comparison import (
    Rate,
    compare,
    days_in_all,
    difference_error,
    is_split_uneven,
    rate,
)
from referrals.model.experiment.declaration import (
    LEAST_DAYS,
    DeclaredExperiment,
    TrialMetric,
    TrialSubject,
)
from referrals.model.experiment.nudge_arm import COUNTED_AFTER, counted_until
from referrals.model.experiment.tally import ArmTally
from referrals.model.nudge.confidence import LEVEL, Interval, width

LEAST_LINKS = 100
MOST_DAYS_TOLD = 3650


class TrialVerdict(StrEnum):
    """The three things that can be said."""

    BETTER = "better"
    """One of the two brings more."""
    NO_DIFFERENCE = "no_difference"
    """If one brings more, then less more than was said to matter."""
    CANNOT_TELL = "cannot_tell"
    """Both are still possible."""


class TrialObstacle(StrEnum):
    """Why nothing is said yet."""

    TOO_EARLY = "too_early"
    """Fewer than 100 links with clicks on an arm, or advocates whose thirty days are over; or
    fewer than 7 whole days."""
    UNEVEN = "uneven"
    """Arms filled up otherwise than they were drawn: something is wrong with the numbers."""


@dataclass(frozen=True, slots=True)
class ArmReading:
    name: str
    tally: ArmTally
    rate: Rate | None


@dataclass(frozen=True, slots=True)
class Contrast:
    """One arm beside the first."""

    arm: str
    other: str
    difference: Interval | None
    """Per thousand times that people followed a link; None while nothing is said."""
    verdict: TrialVerdict

    @property
    def better(self) -> str:
        """The arm that brings more; empty where that isn't the verdict."""
        if self.verdict is not TrialVerdict.BETTER or self.difference is None:
            return ""
        return self.arm if self.difference.low > 0 else self.other


@dataclass(frozen=True, slots=True)
class ExperimentReading:
    declared: DeclaredExperiment
    arms: tuple[ArmReading, ...]
    contrasts: tuple[Contrast, ...]
    obstacle: TrialObstacle | None
    days: int
    """Whole days that count so far; of nudges those whose advocates are counted."""
    days_needed: int | None
    """In all, until a difference that matters is seen four times in five, at the traffic so far;
    None where that can't be told yet."""
    waits_until: date | None = None
    """When the last advocates of one that has ended are counted, while that is still to come."""


def read_experiment(
    declared: DeclaredExperiment, arms: tuple[ArmTally, ...], *, today: date, zone: str
) -> ExperimentReading:
    """`arms` in the order of the declaration."""
    nudges = declared.subject is TrialSubject.NUDGES
    last = min(declared.last_day(zone), today - COUNTED_AFTER if nudges else today)
    days = max((last - declared.first_day(zone)).days + 1, 0)
    obstacle = _obstacle(arms, days)
    level = LEVEL / (len(arms) - 1)
    contrasts = tuple(
        _contrast(declared, place, arms, level=level, silent=obstacle is not None)
        for place in range(1, len(arms))
    )
    named = zip(declared.arms, arms, strict=True)
    return ExperimentReading(
        declared=declared,
        arms=tuple(ArmReading(a.name, each, rate(each, declared.metric)) for a, each in named),
        contrasts=contrasts,
        obstacle=obstacle,
        days=days,
        days_needed=_duration(declared, arms, days, level),
        waits_until=_waits_until(declared, today, zone) if nudges else None,
    )


def _waits_until(declared: DeclaredExperiment, today: date, zone: str) -> date | None:
    last = counted_until(declared, zone)
    return last if declared.end_reason and today <= last else None


def _obstacle(arms: tuple[ArmTally, ...], days: int) -> TrialObstacle | None:
    links = [each.links for each in arms]
    if is_split_uneven(links):
        return TrialObstacle.UNEVEN
    few = min(links) < LEAST_LINKS or days < LEAST_DAYS
    return TrialObstacle.TOO_EARLY if few else None


def _contrast(
    declared: DeclaredExperiment,
    place: int,
    arms: tuple[ArmTally, ...],
    *,
    level: float,
    silent: bool,
) -> Contrast:
    names = declared.arms[place].name, declared.arms[0].name
    if silent:
        return Contrast(*names, None, TrialVerdict.CANNOT_TELL)
    found = compare(arms[place], arms[0], declared.metric, planned=declared.planned, level=level)
    return Contrast(*names, found, verdict_of(found, declared.matters_per_thousand))


def verdict_of(difference: Interval, matters: float) -> TrialVerdict:
    """By the interval alone: it may be asked every day."""
    if -matters < difference.low and difference.high < matters:
        return TrialVerdict.NO_DIFFERENCE
    if difference.low > 0 or difference.high < 0:
        return TrialVerdict.BETTER
    return TrialVerdict.CANNOT_TELL


def _duration(
    declared: DeclaredExperiment, arms: tuple[ArmTally, ...], days: int, level: float
) -> int | None:
    if not days:
        return None
    errors = [difference_error(each, arms[0], declared.metric) for each in arms[1:]]
    known = [each for each in errors if each]
    if len(known) < len(errors):
        return None
    widths = width(declared.planned, declared.planned, level)
    needed = ceil(days_in_all(max(known), declared.matters_per_thousand, days, widths))
    return max(min(needed, MOST_DAYS_TOLD), LEAST_DAYS)


def days_for(
    declared_metric: TrialMetric, *, clicks: float, rate_now: float, matters: float
) -> int | None:
    """A guess before it begins, from what all links bring in a day: `clicks` by people, `rate_now`
    of the metric for a thousand of them. None without traffic."""
    if not clicks or not rate_now or matters <= 0:
        return None
    # Two halves; a link's friends are alike, which doubles the spread that single ones would have.
    share = rate_now / 1000
    spread = share * (1 - share) if declared_metric is TrialMetric.ORDERS else share**2 * 20
    error = 1000 * (2 * spread * 2 / (clicks / 2)) ** 0.5
    needed = ceil(days_in_all(error, matters, 1, width(1000, 1000)))
    return max(min(needed, MOST_DAYS_TOLD), LEAST_DAYS)
