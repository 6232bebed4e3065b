"""Moments: whatever number is stored, a moment can be shown; only possible ones are taken."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from referrals.model.era import (
    EARLIEST,
    EPOCH,
    LATEST,
    epoch_milliseconds,
    epoch_seconds,
    within_era,
)
from referrals.model.insight.insight import day_of
from referrals.model.moment import (
    ImpossibleMomentError,
    floor_to_second,
    moment_of,
    possible_moment,
    stamp,
)

SECOND = timedelta(seconds=1)
FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize("seconds", [-(10**18), -62_135_596_801, -1, 0, 10**11, 10**18])
def test_whatever_is_stored_can_be_shown_anywhere(seconds: int) -> None:
    moment = moment_of(seconds)

    assert stamp(moment).endswith("Z")
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12", "Europe/Berlin"):
        assert day_of(moment, zone).year in range(1, 10_000)
    assert moment - timedelta(days=365) < moment < moment + timedelta(days=365)


def test_a_usual_moment_is_what_it_says() -> None:
    assert moment_of(946_684_800) == EARLIEST == datetime(2000, 1, 1, tzinfo=UTC)
    assert moment_of(4_102_444_800) == LATEST == datetime(2100, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "moment",
    [
        FIRST,
        FIRST.replace(tzinfo=timezone(timedelta(hours=14))),
        EARLIEST - SECOND,
        LATEST + SECOND,
        LAST.replace(tzinfo=timezone(timedelta(hours=-12))),
    ],
)
def test_a_moment_that_cannot_be_meant_is_refused_by_name(moment: datetime) -> None:
    with pytest.raises(ImpossibleMomentError) as refused:
        possible_moment(moment, "happened_at")

    assert refused.value.field == "happened_at"
    assert refused.value.remedy


def test_the_ends_themselves_are_taken() -> None:
    assert [possible_moment(each, "at") for each in (EARLIEST, LATEST)] == [EARLIEST, LATEST]
    assert not within_era(EARLIEST - SECOND)
    assert not within_era(LATEST + SECOND)


def test_a_moment_that_no_zone_change_survives_is_no_value() -> None:
    with pytest.raises(ValueError, match="cannot be"):
        floor_to_second(FIRST.replace(tzinfo=timezone(timedelta(hours=14))))


@pytest.mark.parametrize("milliseconds", [0, 1, 999, 1_795_339_800_001, 4_102_444_799_999, -1])
def test_a_millisecond_is_neither_lost_nor_made(milliseconds: int) -> None:
    moment = EPOCH + timedelta(milliseconds=milliseconds)

    assert epoch_milliseconds(moment) == milliseconds
    assert epoch_seconds(moment) == milliseconds // 1000
