"""Time until something happens, to people to most of whom it hasn't yet."""

import random

import pytest

from referrals.model.measure.survival import WatchedGroup, quantile, survival_steps


def test_without_anybody_lost_it_is_the_plain_share() -> None:
    steps = survival_steps([WatchedGroup(365, 10, {5: 2, 20: 3})])

    assert [step.days for step in steps] == [5, 20]
    assert [step.remaining for step in steps] == [pytest.approx(0.8), pytest.approx(0.5)]
    assert quantile(steps, 0.5).days == 20


def test_who_is_watched_no_longer_is_no_longer_at_risk() -> None:
    # The textbook's way: 6 at risk, one event; two leave; of the 3 that are left one more.
    steps = survival_steps([WatchedGroup(7, 2, {}), WatchedGroup(30, 4, {6: 1, 10: 1})])

    assert [step.remaining for step in steps] == [
        pytest.approx(5 / 6),
        pytest.approx(5 / 6 * 2 / 3),
    ]


def test_a_quantile_that_is_not_reached_is_none() -> None:
    steps = survival_steps([WatchedGroup(100, 10, {3: 1})])

    assert quantile(steps, 0.5).days is None


def test_what_happened_after_the_watch_has_not_happened_yet() -> None:
    assert survival_steps([WatchedGroup(5, 10, {6: 3})]) == []


def test_the_median_of_known_waits_is_found_through_censoring() -> None:
    rng = random.Random(3)  # noqa: S311
    groups = []
    for age in range(1, 366):
        waits = [int(rng.expovariate(1 / 144.27)) for _ in range(50)]
        events: dict[int, int] = {}
        for wait in waits:
            if wait <= age:
                events[wait] = events.get(wait, 0) + 1
        groups.append(WatchedGroup(age, 50, events))

    median = quantile(survival_steps(groups), 0.5)

    # Half of them wait for less than 144.27 x ln 2 = 100 days.
    assert median.low is not None
    assert median.high is not None
    assert median.low <= 100 <= median.high
    assert median.high - median.low <= 12
