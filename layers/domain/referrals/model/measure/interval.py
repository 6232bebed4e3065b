"""How sure a number is: 95 % intervals for proportions, for means of sums, and for differences.

Sums stay integers up to the last step, in which alone floats are used.
"""

from dataclasses import dataclass
from math import sqrt

from referrals.model.nudge.confidence import Interval, RunningSums

FEWEST = 30
"""Below so many observations there is no number: it would only mislead."""
Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class RatioPart:
    """A proportion: how many of how many."""

    part: int
    whole: int


def proportion(found: RatioPart) -> Interval | None:
    """Wilson's interval, which keeps within 0 and 1 however rare the thing is; None for few."""
    part, whole = found.part, found.whole
    if whole < FEWEST:
        return None
    share = part / whole
    middle = (share + Z * Z / (2 * whole)) / (1 + Z * Z / whole)
    reach = Z * sqrt(max(share * (1 - share), 0.0) / whole + Z * Z / (4 * whole * whole))
    reach /= 1 + Z * Z / whole
    low, high = max(middle - reach, 0.0), min(middle + reach, 1.0)
    return Interval(share, min(low, share), max(high, share))


def mean(sums: RunningSums) -> Interval | None:
    """The t interval of a mean, from the exact sum and sum of squares; None for few."""
    if sums.count < FEWEST:
        return None
    estimate = sums.total / sums.count
    reach = t_quantile(sums.count - 1) * sqrt(sample_variance(sums) / sums.count)
    return Interval(estimate, estimate - reach, estimate + reach)


def mean_difference(one: RunningSums, other: RunningSums) -> Interval | None:
    """Welch's interval of how much more `one` is on average; None for few of either."""
    if one.count < FEWEST or other.count < FEWEST:
        return None
    spreads = [sample_variance(each) / each.count for each in (one, other)]
    estimate = one.total / one.count - other.total / other.count
    if not sum(spreads):
        return Interval(estimate, estimate, estimate)
    weights = [s * s / (e.count - 1) for s, e in zip(spreads, (one, other), strict=True)]
    freedom = sum(spreads) ** 2 / sum(weights)
    reach = t_quantile(freedom) * sqrt(sum(spreads))
    return Interval(estimate, estimate - reach, estimate + reach)


def sample_variance(sums: RunningSums) -> float:
    """Exact up to the division: floats would cancel where sums are large and alike."""
    spread = sums.count * sums.squares - sums.total * sums.total
    return max(spread, 0) / (sums.count * (sums.count - 1))


def t_quantile(freedom: float) -> float:
    """The 97.5th percentile of Student's t, by the Cornish-Fisher expansion: four digits are right
    from `FEWEST` on."""
    terms = (
        (Z**3 + Z) / 4,
        (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
        (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
    )
    return Z + sum(term / freedom**power for power, term in enumerate(terms, 1))
