"""A proportion with what it may as well be: Wilson's interval at 95 in a hundred."""

from math import sqrt
from typing import NamedTuple

FEWEST = 30
"""Below so many observations there is none: it would only mislead."""
_Z = 1.959964


class Proportion(NamedTuple):
    value: float
    low: float
    high: float


def proportion(part: int, whole: int) -> Proportion | None:
    """None for too few to say, and for counts that can't be a part of the other."""
    if whole < FEWEST or not 0 <= part <= whole:
        return None
    share, square = part / whole, _Z * _Z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    spread = _Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    spread /= 1 + square / whole
    return Proportion(share, max(0.0, middle - spread), min(1.0, middle + spread))
