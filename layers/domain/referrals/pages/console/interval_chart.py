"""An interval as a picture: where it lies beside nothing, and beside what was said to matter."""

from typing import NamedTuple

from referrals.views.experiment.experiment_figures import ContrastFigures

WIDTH = 560
_EDGE = 12


class IntervalChart(NamedTuple):
    """Places from left to right, of WIDTH."""

    zero: float
    matters_low: float
    matters_high: float
    low: float
    estimate: float
    high: float


def interval_chart(contrast: ContrastFigures, matters: int) -> IntervalChart | None:
    """None while there is nothing to show."""
    if contrast.estimate is None or contrast.low is None or contrast.high is None:
        return None
    low, estimate, high = map(float, (contrast.low, contrast.estimate, contrast.high))
    reach = 1.1 * max(abs(low), abs(high), matters)

    def place(value: float) -> float:
        return round(_EDGE + (value + reach) / (2 * reach) * (WIDTH - 2 * _EDGE), 1)

    return IntervalChart(*map(place, (0, -matters, matters, low, estimate, high)))
