"""The month so far: from its first day in the program's own zone, amounts by currency."""

from datetime import UTC, date, datetime

import pytest

from referrals.model.insight.insight import Bucket, Move
from referrals.views.insight.month import days_figures, month_figures
from referrals.wiring import stores
from tests.world import NOW


@pytest.fixture(autouse=True)
def tables(account: None) -> None: ...


def count(on: date, **counters: int) -> None:
    named = {name.replace("__", "@"): number for name, number in counters.items()}
    stores.insights().fold([Move(str(on), {Bucket("friends", on): named})], NOW)


def test_the_month_begins_where_the_program_is() -> None:
    count(date(2026, 10, 31), people__1=7)
    count(date(2026, 11, 1), people__1=1)
    late = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)

    in_berlin = month_figures("friends", "Europe/Berlin", stores.insights(), now=late)
    in_lisbon = month_figures("friends", "UTC", stores.insights(), now=late)

    assert (in_berlin.total.people, in_lisbon.total.people) == (1, 7)


def test_cost_is_less_what_came_back_in_each_currency() -> None:
    count(
        date(2026, 11, 2),
        granted_minor__EUR=900,
        regained_minor__EUR=400,
        granted_minor__GBP=300,
        regained_minor__GBP=300,
        referred_base_minor__EUR=5000,
    )

    found = days_figures("friends", date(2026, 11, 1), date(2026, 11, 30), stores.insights())

    assert found.cost == {"EUR": 500}
    assert found.revenue == {"EUR": 5000}
    assert found.share is None
