"""Whether a link was used, by the days on which something of it was counted."""

from datetime import date

import pytest

from referrals.model.insight.activity import has_shares, last_use
from referrals.model.insight.insight import Bucket, Day

FIRST, SECOND = date(2026, 11, 1), date(2026, 11, 2)


def a_day(on: date, **counters: int) -> Day:
    found = {name.replace("_at_", "@"): number for name, number in counters.items()}
    return Day(Bucket("friends", on, "ada-bakes"), found)


def test_the_last_share_or_visit_is_the_last_use() -> None:
    days = [a_day(SECOND, people_at_1=2), a_day(FIRST, shares_at_copy=1)]

    assert last_use(days) == SECOND
    assert has_shares(days)


@pytest.mark.parametrize("counter", ["previews_at_1", "bots_at_1", "unsure_at_1", "referred"])
def test_programs_and_orders_use_no_link(counter: str) -> None:
    days = [a_day(FIRST, **{counter: 3})]

    assert last_use(days) is None
    assert not has_shares(days)


def test_a_share_from_a_nudge_s_page_is_no_outcome() -> None:
    days = [Day(Bucket("friends", FIRST, "ada-bakes"), {"shares@nudge:mail": 1})]

    assert last_use(days) == FIRST
    assert not has_shares(days)


def test_a_day_on_which_all_was_taken_back_is_none() -> None:
    assert last_use([a_day(FIRST, people_at_1=0, shares_at_copy=0)]) is None
