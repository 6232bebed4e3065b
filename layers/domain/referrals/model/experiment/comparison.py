"""How much more one arm brings than another, by an interval that may be looked at every day.

A ratio of sums over links, its spread by the delta method, its width by a confidence sequence: the
chance that the truth is ever outside, at any look, is at most the level. Sums stay integers up to
the last step, in which alone floats are used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

from referrals.model.experiment.declaration import TrialMetric
from referrals.model.experiment.tally import ArmTally
from referrals.model.nudge.confidence import LEVEL, Interval, width

PER = 1000
"""Rates are told for so many times that people followed a link."""
# Chi-squared of one chance in a thousand, by degrees of freedom: one less than there are arms.
_UNEVEN = {1: 10.828, 2: 13.816, 3: 16.266}
# Of a normal distribution: what lies beyond it is missed once in five times.
POWER = 0.8416


@dataclass(frozen=True, slots=True)
class Rate:
    """Of one arm, per thousand times that people followed a link."""

    estimate: float
    error: float
    """Its standard error."""


def rate(arm: ArmTally, metric: TrialMetric, least_spread: float = 0.0) -> Rate | None:
    """None before anybody followed a link. `least_spread` is that of all arms together: a small arm
    in which little happened looks calmer than it is."""
    if not arm.clicks:
        return None
    total, _, _ = arm.sums(metric)
    variance = max(spread(arm, metric), least_spread) * arm.links / arm.clicks**2
    return Rate(PER * total / arm.clicks, PER * sqrt(variance))


def spread(arm: ArmTally, metric: TrialMetric) -> float:
    """The variance of what a link brought around what its clicks let expect, link by link."""
    if arm.links < 2 or not arm.clicks:
        return 0.0
    total, squares, products = arm.sums(metric)
    clicks = arm.clicks
    # (Σy² - 2RΣxy + R²Σx²), R = Σy / Σx: exact up to the division.
    exact = squares * clicks**2 - 2 * total * products * clicks + total**2 * arm.clicks_squared
    return max(exact, 0) / (clicks**2 * (arm.links - 1))


def compare(
    arm: ArmTally, other: ArmTally, metric: TrialMetric, *, planned: int, level: float = LEVEL
) -> Interval:
    """How much more `arm` brings than `other`; endless while nothing can be said."""
    error = difference_error(arm, other, metric)
    one, two = rate(arm, metric), rate(other, metric)
    if error is None or one is None or two is None:
        return Interval(0.0, -inf, inf)
    estimate = one.estimate - two.estimate
    reach = error * width(arm.links + other.links, planned, level)
    return Interval(estimate, estimate - reach, estimate + reach)


def difference_error(arm: ArmTally, other: ArmTally, metric: TrialMetric) -> float | None:
    """The standard error of their difference; None before both have links to tell it by."""
    least = spread(arm + other, metric)
    found = [rate(each, metric, least) for each in (arm, other)]
    if not least or None in found or min(arm.links, other.links) < 2:
        return None
    return sqrt(sum(each.error**2 for each in found if each))


def is_split_uneven(links: Sequence[int]) -> bool:
    """Whether arms filled up otherwise than they were drawn, with less than a chance in a thousand:
    each gets equally many."""
    expected = sum(links) / len(links)
    if not expected:
        return False
    chi_squared = sum((each - expected) ** 2 for each in links) / expected
    return chi_squared > _UNEVEN[len(links) - 1]


def days_in_all(error: float, matters: float, days: float, widths: float) -> float:
    """How many days it takes until a difference that matters is seen four times in five, at the
    traffic of the `days` after which the standard error is `error`."""
    return days * ((widths + POWER) * error / matters) ** 2
