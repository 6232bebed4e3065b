"""The funnel: what was counted, by day and in all."""

from datetime import date

import pytest

from referrals.model.insight.insight import Bucket, Move
from referrals.views.insight.funnel import BadPeriodError, funnel, share
from referrals.wiring import stores
from tests.world import NOW

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def count_day(day: int, **counters: int) -> None:
    bucket = Bucket("friends", date(2026, 11, day))
    named = {name.replace("_at_", "@"): value for name, value in counters.items()}
    stores.insights().fold([Move(f"{day}{counters}", {bucket: named})], NOW)


def test_people_and_previews_are_kept_apart(account: None) -> None:
    count_day(3, people_at_1=7, previews_at_1=90, bots_at_1=4)
    count_day(9, people_at_1=2, people_at_2=1)

    told = funnel("friends", FIRST, LAST, stores.insights())

    assert (told.total.people, told.total.previews, told.total.bots) == (10, 90, 4)
    assert [(day.on.day, day.figures.people) for day in told.days] == [(3, 7), (9, 3)]


def test_amounts_are_summed_by_currency(account: None) -> None:
    count_day(3, conversions=1, orders_minor_at_EUR=5000)
    count_day(4, conversions=2, orders_minor_at_EUR=700, orders_minor_at_USD=300)

    total = funnel("friends", FIRST, LAST, stores.insights()).total

    assert total.amounts["orders_minor"] == {"EUR": 5700, "USD": 300}


def test_days_outside_the_period_do_not_count(account: None) -> None:
    count_day(3, conversions=1)

    assert funnel("friends", date(2026, 11, 4), LAST, stores.insights()).days == ()


@pytest.mark.parametrize(
    ("part", "whole", "value"), [(3, 29, None), (1, 30, "0.0333"), (30, 30, "1.0000")]
)
def test_a_share_of_too_few_is_not_told(part: int, whole: int, value: str | None) -> None:
    assert (share(part, whole).value, share(part, whole).observations) == (value, whole)


@pytest.mark.parametrize("first", [date(2026, 12, 1), date(2025, 1, 1)])
def test_an_impossible_period_is_refused(account: None, first: date) -> None:
    with pytest.raises(BadPeriodError):
        funnel("friends", first, LAST, stores.insights())
