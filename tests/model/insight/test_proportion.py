"""Proportions: Wilson's interval, against figures that tables have; none for too few."""

import pytest

from referrals.model.insight.proportion import FEWEST, proportion


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (0, 100, 0.0, 0.0370),
        (5, 100, 0.0215, 0.1118),
        (50, 100, 0.4038, 0.5962),
        (100, 100, 0.9630, 1.0),
        (37, 300, 0.0908, 0.1653),
    ],
)
def test_an_interval_is_wilson_s(part: int, whole: int, low: float, high: float) -> None:
    found = proportion(part, whole)

    assert found
    assert found.value == part / whole
    assert found.low == pytest.approx(low, abs=2e-4)
    assert found.high == pytest.approx(high, abs=2e-4)


@pytest.mark.parametrize(("part", "whole"), [(1, FEWEST - 1), (0, 0), (101, 100), (-1, 100)])
def test_too_few_or_impossible_counts_say_nothing(part: int, whole: int) -> None:
    assert proportion(part, whole) is None
