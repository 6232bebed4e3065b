"""Intervals that may be looked at as often as one likes: asymptotic confidence sequences.

After Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and
asymptotic confidence sequences" (Annals of Statistics, 2024): a normal mixture over the running
mean. The chance that the truth is ever outside, at any look, is at most `LEVEL`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf, lgamma, log, sqrt

LEVEL = 0.05
# How sure one must be that chance alone didn't split the arms so: a thousand to one.
_MISMATCH = log(1000)
# How many units the prior of the split is worth: as many as make it neither blind nor nervous.
_PRIOR = 1000


@dataclass(frozen=True, slots=True)
class Interval:
    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RunningSums:
    """All that is kept of the units of one arm, however many there are."""

    count: int
    total: int
    squares: int

    @property
    def mean(self) -> float:
        return self.total / self.count

    @property
    def variance(self) -> float:
        mean = self.mean
        return max(self.squares / self.count - mean * mean, 0.0)

    def __add__(self, other: "RunningSums") -> "RunningSums":
        squares = self.squares + other.squares
        return RunningSums(self.count + other.count, self.total + other.total, squares)


def difference(new: RunningSums, old: RunningSums, planned: int) -> Interval:
    """How much more a unit of `new` brings; tightest about when `planned` units have come."""
    if not (new.count and old.count):
        return Interval(0.0, -inf, inf)
    estimate = new.mean - old.mean
    # A small arm in which little happened looks calmer than it is: the other one speaks for it.
    least = (new + old).variance
    spreads = (max(each.variance, least) / each.count for each in (new, old))
    error = sqrt(sum(spreads))
    reach = error * width(new.count + old.count, planned)
    return Interval(estimate, estimate - reach, estimate + reach)


def width(count: int, planned: int, level: float = LEVEL) -> float:
    """How many standard errors an interval reaches to either side after `count` units."""
    mixed = count * mixture(planned, level)
    return sqrt(2 * (mixed + 1) / mixed * log(sqrt(mixed + 1) / level))


def mixture(planned: int, level: float = LEVEL) -> float:
    """The variance of the mixture that makes the interval tightest at `planned` units."""
    doubt = -2 * log(level)
    return (doubt + log(doubt) + 1) / planned


def is_uneven(pairs: Iterable[tuple[int, float]]) -> bool:
    """Whether arms filled up otherwise than they were drawn: (units, share) of each.

    A Bayes factor, which unlike a chi-squared test may be asked at every look: how much better
    shares near the declared ones, but not they, explain the counts.
    """
    known = [(count, share) for count, share in pairs if share > 0]
    prior = [_PRIOR * share for _, share in known]
    posterior = [count + weight for (count, _), weight in zip(known, prior, strict=True)]
    drawn = sum(count * log(share) for count, share in known)
    return _log_beta(posterior) - _log_beta(prior) - drawn > _MISMATCH


def _log_beta(weights: list[float]) -> float:
    return sum(map(lgamma, weights)) - lgamma(sum(weights))
