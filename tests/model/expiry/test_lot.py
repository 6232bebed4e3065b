"""Lots: what ends first goes first, nothing ends before its time, and a balance stays small."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.expiry.lot import (
    MOST_LOTS,
    Lot,
    Lots,
    add_lots,
    ended_amount,
    take_lots,
    total_of,
)
from tests.world import NOW

some_lots = st.lists(
    st.builds(
        Lot,
        st.integers(0, 400).map(lambda days: NOW + timedelta(days=days)),
        st.integers(1, 10_000),
    ),
    max_size=60,
)


def day(number: int) -> datetime:
    return NOW + timedelta(days=number)


TWO = (Lot(day(10), 300), Lot(day(40), 500))


@pytest.mark.parametrize(
    ("amount", "left", "taken"),
    [
        (0, TWO, ()),
        (200, (Lot(day(10), 100), Lot(day(40), 500)), (Lot(day(10), 200),)),
        (300, (Lot(day(40), 500),), (Lot(day(10), 300),)),
        (450, (Lot(day(40), 350),), (Lot(day(10), 300), Lot(day(40), 150))),
        (900, (), TWO),
    ],
)
def test_what_ends_first_is_taken_first(amount: int, left: Lots, taken: Lots) -> None:
    assert take_lots(TWO, amount) == (left, taken)


def test_what_ends_on_one_day_is_one_lot() -> None:
    assert add_lots(TWO, [Lot(day(10), 5)]) == (Lot(day(10), 305), Lot(day(40), 500))


def test_an_end_is_reached_at_its_moment_and_not_before() -> None:
    assert ended_amount(TWO, day(10) - timedelta(seconds=1)) == 0
    assert ended_amount(TWO, day(10)) == 300


def test_the_two_nearest_ends_become_the_later_one() -> None:
    many = [Lot(day(10 * number), 100) for number in range(MOST_LOTS)]

    lots = add_lots(many, [Lot(day(53), 7)])

    assert len(lots) == MOST_LOTS
    assert Lot(day(53), 107) in lots
    assert day(50) not in {lot.ends_at for lot in lots}


@given(some_lots, some_lots)
def test_however_many_come_none_is_lost_and_none_ends_early(first: Lots, more: Lots) -> None:
    lots = add_lots(add_lots((), first), more)

    assert len(lots) <= MOST_LOTS
    assert total_of(lots) == total_of([*first, *more])
    assert list(lots) == sorted(lots)
    for number in range(401):
        assert ended_amount(lots, day(number)) <= ended_amount([*first, *more], day(number))


@given(some_lots, st.integers(0, 100_000))
def test_what_is_taken_and_what_is_left_are_all_there_was(found: Lots, amount: int) -> None:
    lots = add_lots((), found)

    left, taken = take_lots(lots, amount)

    assert total_of(taken) == min(amount, total_of(lots))
    assert add_lots(left, taken) == lots
    assert not (left and taken) or max(taken).ends_at <= min(left).ends_at
