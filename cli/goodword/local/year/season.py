"""When people buy bread: more before a weekend, most before Christmas, least in August."""

import math
from datetime import date
from random import Random

# By month, and by day of the week, from Monday on.
MONTHS = (0.9, 0.92, 1.0, 1.06, 1.02, 0.9, 0.8, 0.72, 1.0, 1.1, 1.25, 1.9)
WEEK = (0.75, 0.8, 0.9, 0.95, 1.25, 1.55, 0.8)


def busyness(day: date) -> float:
    """1 on a usual day."""
    return MONTHS[day.month - 1] * WEEK[day.weekday()]


def so_many(rng: Random, expected: float) -> int:
    """How many come where so many are expected on average: Poisson's."""
    limit, product, count = math.exp(-expected), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count
