"""Intervals: known values of the field, and that they hold the truth as often as they say."""

import random

import pytest

from referrals.model.measure.interval import (
    RatioPart,
    mean,
    mean_difference,
    proportion,
    t_quantile,
)
from referrals.model.nudge.confidence import RunningSums

ROUNDS = 2000


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(20, 100, 0.1334, 0.2888), (0, 40, 0.0, 0.0876), (50, 50, 0.9286, 1.0)],
)
def test_wilson_s_interval_is_the_known_one(part: int, whole: int, low: float, high: float) -> None:
    found = proportion(RatioPart(part, whole))

    assert found is not None
    assert found.low == pytest.approx(low, abs=1e-4)
    assert found.high == pytest.approx(high, abs=1e-4)


@pytest.mark.parametrize(
    ("freedom", "known"), [(29, 2.0452), (60, 2.0003), (120, 1.9799), (10**6, 1.9600)]
)
def test_student_s_quantile_is_the_table_s(freedom: int, known: float) -> None:
    assert t_quantile(freedom) == pytest.approx(known, abs=1e-4)


def test_below_thirty_nothing_is_said() -> None:
    few = RunningSums(29, 29, 29)

    assert proportion(RatioPart(3, 29)) is None
    assert mean(few) is None
    assert mean_difference(few, RunningSums(100, 100, 100)) is None


def test_money_that_is_all_alike_has_no_width() -> None:
    alike = RunningSums(100, 100 * 10**12, 100 * 10**24)

    found = mean(alike)

    assert found is not None
    assert found.low == found.high == 10**12


def test_intervals_of_skewed_money_hold_the_truth_as_often_as_they_say() -> None:
    rng = random.Random(7)  # noqa: S311
    held = 0
    for _ in range(ROUNDS):
        values = [round(rng.expovariate(1 / 5000)) for _ in range(100)]
        found = mean(RunningSums(100, sum(values), sum(v * v for v in values)))
        assert found is not None
        held += found.low <= 5000 <= found.high

    assert 0.92 <= held / ROUNDS <= 0.97
