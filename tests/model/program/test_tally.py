"""Counts per person and period, and permits of a budget."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.program.budget import Shard, allocate, fresh_shards, pick, remaining_budget
from referrals.model.program.tally import Tally, period_of
from tests.world import rules

NEW_YEAR_S_EVE = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
SPENT = st.lists(st.integers(0, 10**6), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("every", "zone", "period"),
    [
        ("month", "UTC", "2026-12"),
        ("month", "Europe/Berlin", "2027-01"),
        ("week", "UTC", "2026-W53"),
        ("year", "UTC", "2026"),
        ("year", "Asia/Tokyo", "2027"),
        ("ever", "UTC", "ever"),
    ],
)
def test_a_period_follows_the_program_s_own_calendar(every: str, zone: str, period: str) -> None:
    limits = rules(limits={"per_advocate": {"count": 1, "every": every}}).limits

    assert period_of(NEW_YEAR_S_EVE, limits, zone) == period


def test_a_grant_that_goes_back_frees_its_place() -> None:
    tally = Tally(subject="any").with_grant("2026-11", (3,))

    back = tally.without_grant("2026-11", (3,))

    assert (back.lifetime, back.periods, back.milestones) == (0, {"2026-11": 0}, ())


def test_nothing_is_returned_that_was_not_granted() -> None:
    with pytest.raises(AssertionError):
        Tally(subject="any").without_grant("2026-11")


@given(budget=st.integers(0, 10**7), spent=SPENT, need=st.integers(0, 10**6))
def test_permits_are_exactly_what_is_left(budget: int, spent: list[int], need: int) -> None:
    shards = [Shard(number, spent_minor=minor) for number, minor in enumerate(spent)]

    made = allocate(budget, shards, need_minor=need)

    assert sum(shard.left_minor for shard in made) == remaining_budget(budget, shards)
    assert [shard.spent_minor for shard in made] == spent
    assert min(shard.left_minor for shard in made) >= 0


@given(budget=st.integers(0, 10**7), need=st.integers(0, 10**7), number=st.integers(0, 7))
def test_whatever_fits_the_budget_can_be_paid(budget: int, need: int, number: int) -> None:
    made = allocate(budget, fresh_shards(), need_minor=need, number=number)

    assert (pick(made, need, number) is not None) == (need <= budget)


def test_a_budget_of_ten_euros_over_eight_shards() -> None:
    permits = [shard.left_minor for shard in allocate(1003, fresh_shards())]

    assert permits == [126, 126, 126, 125, 125, 125, 125, 125]
