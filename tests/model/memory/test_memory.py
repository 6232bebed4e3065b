"""Moments follow from orders as they stand, by the advocate's own calendar."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from referrals.model.memory.memory import MemoryKind, same_day
from tests.memories import CAME, an_order_of, remember


def names(*orders: Any, **how: Any) -> list[str]:
    return sorted(each.name for each in remember(*orders, **how))


def test_the_first_and_the_third_friend_are_remembered() -> None:
    orders = [an_order_of(f"fri_{n}", CAME + timedelta(days=n)) for n in range(4)]

    found = names(*orders, now=CAME + timedelta(days=10))

    assert found == ["friends-1", "friends-3"]


def test_a_friend_who_orders_again_is_one_friend() -> None:
    orders = [an_order_of(at=CAME + timedelta(days=n)) for n in range(3)]

    assert names(*orders, now=CAME + timedelta(days=9)) == ["friends-1", "regular-fri_ben-3"]


@pytest.mark.parametrize(
    "gone",
    [
        {"cancelled": True},
        {"refunded": True},
        {"charged_back": True},
        {"lost_minor": 5000},
        {"paid": False},
        {"test": True},
        {"reason": "risk_denied"},
        {"reason": "under_review"},
        {"reason": ""},
        {"friend_id": ""},
    ],
)
def test_a_moment_whose_order_went_back_is_gone(gone: dict[str, Any]) -> None:
    assert names(an_order_of()) != []
    assert names(an_order_of(**gone)) == []


def test_an_order_that_stays_in_part_stays_a_moment() -> None:
    assert names(an_order_of(lost_minor=4999), now=CAME) == ["friends-1"]


def test_an_order_without_a_reward_is_a_moment_all_the_same() -> None:
    assert names(an_order_of(reason="below_minimum"), now=CAME) == ["friends-1"]


@pytest.mark.parametrize(
    ("years", "day"), [(1, date(2025, 2, 28)), (3, date(2027, 2, 28)), (4, date(2028, 2, 29))]
)
def test_a_leap_day_has_its_day_in_every_year(years: int, day: date) -> None:
    assert same_day(date(2024, 2, 29), years) == day


@pytest.mark.parametrize(
    ("zone", "morning"),
    [
        ("UTC", datetime(2025, 2, 28, 9, tzinfo=UTC)),
        ("Asia/Tokyo", datetime(2025, 3, 1, 0, tzinfo=UTC)),
        ("America/New_York", datetime(2025, 2, 28, 14, tzinfo=UTC)),
    ],
)
def test_an_anniversary_begins_in_its_reader_s_morning(zone: str, morning: datetime) -> None:
    before, after = morning - timedelta(seconds=1), morning

    assert names(an_order_of(), zone=zone, now=before) == ["friends-1"]
    assert names(an_order_of(), zone=zone, now=after) == ["friends-1", "years-fri_ben-1"]


def test_the_newest_moment_comes_first() -> None:
    found = remember(an_order_of())

    assert [each.kind for each in found][-1] is MemoryKind.FRIENDS
    assert [each.number for each in found[:-1]] == [5, 4, 3, 2, 1]


def test_a_friend_who_ordered_before_counts_from_the_first_order_that_stays() -> None:
    back = an_order_of(cancelled=True)
    stays = an_order_of(at=CAME + timedelta(days=1))

    (first,) = remember(back, stays, now=CAME + timedelta(days=2))

    assert first.happened_at == CAME + timedelta(days=1)
