"""Moments: whatever number is stored, a moment can be shown; only possible ones are taken."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from referrals.model.era import EARLIEST, LATEST, within_era
from referrals.model.insight.insight import day_of
from referrals.model.moment import ImpossibleMomentError, moment_of, seconds_of, stamp, whole_second

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize("seconds", [-(10**18), -62_135_596_801, -1, 0, 10**11, 10**18])
def test_whatever_is_stored_can_be_shown_anywhere(seconds: int) -> None:
    moment = moment_of(seconds)

    assert stamp(moment).endswith("Z")
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12", "Europe/Berlin"):
        assert day_of(seconds, zone).year in range(1, 10_000)
    assert moment - timedelta(days=365) < moment < moment + timedelta(days=365)


def test_a_usual_moment_is_what_it_says() -> None:
    assert moment_of(EARLIEST) == datetime(2000, 1, 1, tzinfo=UTC)
    assert moment_of(LATEST) == datetime(2100, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "moment",
    [
        FIRST,
        FIRST.replace(tzinfo=timezone(timedelta(hours=14))),
        moment_of(EARLIEST - 1),
        moment_of(LATEST + 1),
        LAST.replace(tzinfo=timezone(timedelta(hours=-12))),
    ],
)
def test_a_moment_that_cannot_be_meant_is_refused_by_name(moment: datetime) -> None:
    with pytest.raises(ImpossibleMomentError) as refused:
        seconds_of(moment, "happened_at")

    assert refused.value.field == "happened_at"
    assert refused.value.remedy


def test_the_ends_themselves_are_taken() -> None:
    assert [seconds_of(moment_of(each), "at") for each in (EARLIEST, LATEST)] == [EARLIEST, LATEST]
    assert not within_era(EARLIEST - 1)
    assert not within_era(LATEST + 1)


def test_a_moment_that_no_zone_change_survives_is_no_value() -> None:
    with pytest.raises(ValueError, match="cannot be"):
        whole_second(FIRST.replace(tzinfo=timezone(timedelta(hours=14))))
