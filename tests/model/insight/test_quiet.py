"""Quiet: the worked cases of docs/algorithms/insights.md, and what makes them so."""

from datetime import date

import pytest

from referrals.model.insight.insight import Bucket, Day
from referrals.model.insight.quiet import (
    FEWEST_EXPECTED,
    IMPROBABLE,
    WEEK_HOURS,
    Hearing,
    chance_of,
    hourly,
    judge,
)

HOUR = 500_000
WEEKS = 4 * WEEK_HOURS + WEEK_HOURS


def steady(an_hour: int, *, every: int = 1, hours: int = WEEKS) -> dict[int, int]:
    """So many orders in every hour up to now, or in every so manieth."""
    return dict.fromkeys(range(HOUR - hours, HOUR, every), an_hour)


def silent_for(counts: dict[int, int], hours: int, left: int = 0) -> dict[int, int]:
    silent = {hour: count for hour, count in counts.items() if hour < HOUR - hours}
    return silent | {HOUR - 1: left} if left else silent


@pytest.mark.parametrize(
    ("an_hour", "silence", "left", "hearing", "hours"),
    [
        (4, 3, 0, Hearing.QUIET, 3),
        (4, 3, 1, Hearing.QUIET, 3),
        (4, 3, 2, Hearing.USUAL, 3),
        (4, 2, 0, Hearing.USUAL, 3),
        (2, 6, 0, Hearing.QUIET, 6),
        (2, 3, 0, Hearing.USUAL, 6),
        (20, 3, 15, Hearing.QUIET, 3),
        (20, 3, 16, Hearing.USUAL, 3),
    ],
)
def test_silence_is_quiet_once_enough_was_to_be_expected(
    an_hour: int, silence: int, left: int, hearing: Hearing, hours: int
) -> None:
    found = judge(silent_for(steady(an_hour), silence, left), HOUR)

    assert (found.hearing, found.hours) == (hearing, hours)


def test_a_small_shop_is_judged_by_days() -> None:
    five_a_day = {hour: 1 for hour in range(HOUR - WEEKS, HOUR) if hour % 24 in (9, 12, 15, 18, 20)}

    found = judge(silent_for(five_a_day, 48), HOUR)

    assert (found.hearing, found.hours, found.seen, found.expected) == (Hearing.QUIET, 48, 0, 10)


def test_one_order_a_day_is_too_few_to_tell() -> None:
    found = judge(silent_for(steady(1, every=24), WEEK_HOURS), HOUR)

    assert found.hearing is Hearing.TOO_FEW


def test_a_new_source_is_too_new_to_tell() -> None:
    assert judge(silent_for(steady(50, hours=WEEK_HOURS), 12), HOUR).hearing is Hearing.TOO_FEW
    assert judge({}, HOUR).hearing is Hearing.TOO_FEW


def test_nights_are_compared_with_nights() -> None:
    by_day = {hour: 9 for hour in range(HOUR - WEEKS, HOUR) if (HOUR - hour) % 24 >= 8}

    assert judge(by_day, HOUR).hearing is Hearing.USUAL


def test_a_slow_day_is_not_quiet() -> None:
    slow = {hour: 20 if hour < HOUR - 24 else 8 for hour in range(HOUR - WEEKS, HOUR)}

    assert judge(slow, HOUR).hearing is Hearing.USUAL


def test_a_lasting_fraction_shows_in_the_whole_day() -> None:
    thin = steady(4) | {hour: int(hour % 6 == 0) for hour in range(HOUR - 24, HOUR)}
    thin |= dict.fromkeys(range(HOUR - 3, HOUR), 1)

    found = judge(thin, HOUR)

    assert (found.hearing, found.hours) == (Hearing.QUIET, 24)


def test_one_odd_week_has_no_say() -> None:
    holiday = {
        hour: count
        for hour, count in steady(10).items()
        if not HOUR - 2 * WEEK_HOURS <= hour < HOUR - WEEK_HOURS
    }

    assert judge(silent_for(holiday, 3), HOUR).hearing is Hearing.QUIET


def test_orders_that_come_again_end_the_silence_within_hours() -> None:
    six_days = {h: c for h, c in steady(4).items() if not HOUR - 144 <= h < HOUR - 9}

    assert judge(six_days, HOUR).has_recovered


def test_the_floor_is_where_silence_becomes_improbable() -> None:
    assert chance_of(0, FEWEST_EXPECTED) < IMPROBABLE < chance_of(0, FEWEST_EXPECTED - 1)


def test_the_tail_is_poisson_s() -> None:
    assert chance_of(1, 12) == pytest.approx(7.99e-5, rel=0.01)
    assert chance_of(40, 40) == pytest.approx(0.542, rel=0.01)
    assert chance_of(20_000, 100_000) < 1e-300


def test_hours_count_from_midnight_in_utc() -> None:
    day = Day(Bucket("friends", date(1970, 1, 2), source="shopify"), {"heard@03": 7, "heard@04": 0})

    assert hourly([day]) == {27: 7}
