"""A period's measures beside those of the period before, read once."""

from datetime import timedelta

import pytest

from referrals.desks import measure as measure_desk
from referrals.model.insight.insight import Bucket, Move
from referrals.views.measure.measure_sheet import MeasurePair, MeasureSheet, measure_sheet
from referrals.wiring import stores
from tests.world import NOW, a_program, store_program

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()


def count(days_ago: int, **counters: int) -> None:
    bucket = Bucket("friends", TODAY - timedelta(days=days_ago))
    stores.insights().fold([Move(str(bucket), {bucket: counters})], NOW)


def sheet(days: int = 30) -> MeasureSheet:
    first = TODAY - timedelta(days=days - 1)
    return measure_sheet(a_program(), first, TODAY, measure_desk.measures(), now=NOW)


def pair(name: str, **period: int) -> MeasurePair:
    return next(each for each in sheet(**period).pairs if each.figure.measure == name)


def test_the_period_before_has_as_many_days_and_its_own_number() -> None:
    count(29, viewers=100, sharers=25)
    count(30, viewers=50, sharers=10)
    count(60, viewers=900, sharers=900)

    found = pair("share_rate")

    assert (found.figure.value, found.figure.observations) == ("0.2500", 100)
    assert found.before
    assert (found.before.value, found.before.observations) == ("0.2000", 50)


def test_what_is_counted_by_month_is_not_compared_within_one() -> None:
    assert pair("nps", days=10).before is None
    assert pair("nps", days=22).before is not None


def test_the_funnel_is_of_the_period_alone() -> None:
    count(0, referred=3)
    count(30, referred=9)

    assert sheet().funnel.total.referred == 3
