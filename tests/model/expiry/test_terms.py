"""When something ends: at a midnight of the shop's, so many days after it became theirs."""

from datetime import datetime, timedelta

import pytest
from pydantic import ValidationError

from referrals.model.expiry.terms import Expiry, last_moment
from referrals.model.moment import stamp
from referrals.model.program.program import Program, rules_json
from tests.world import NOW, rules


@pytest.mark.parametrize(
    ("at", "zone", "ends_at"),
    [
        ("2026-11-22T09:30:00+00:00", "UTC", "2027-11-23T00:00:00Z"),
        ("2026-11-22T09:30:00+00:00", "Europe/Berlin", "2027-11-22T23:00:00Z"),
        ("2026-11-22T23:30:00+00:00", "Europe/Berlin", "2027-11-23T23:00:00Z"),
        # Summer time begins meanwhile; the day is the shop's all the same.
        ("2026-07-01T12:00:00+00:00", "America/New_York", "2027-07-02T04:00:00Z"),
    ],
)
def test_it_lasts_through_the_whole_last_day_of_the_shop(at: str, zone: str, ends_at: str) -> None:
    end = Expiry(credit_days=365).end_of("EUR", datetime.fromisoformat(at), zone)

    assert end
    assert stamp(end) == ends_at


def test_credit_and_points_have_their_own_days_or_none() -> None:
    expiry = Expiry(points_days=90)

    assert expiry.end_of("EUR", NOW, "UTC") is None
    assert expiry.end_of("points", NOW, "UTC") == datetime.fromisoformat("2027-02-21T00:00:00Z")


def test_people_are_told_the_last_day_of_use() -> None:
    assert stamp(last_moment(datetime.fromisoformat("2027-02-21T00:00:00Z"))).startswith(
        "2027-02-20"
    )


@pytest.mark.parametrize(("days", "notice"), [(365, 30), (40, 20), (7, 3)])
def test_a_warning_comes_after_half_of_its_time_at_the_earliest(days: int, notice: int) -> None:
    assert Expiry(credit_days=days).notice_of("EUR") == timedelta(days=notice)


@pytest.mark.parametrize(
    "field",
    [{"credit_days": 6}, {"credit_days": 3651}, {"points_days": 0}, {"warn_days": 91}, {"x": 1}],
)
def test_a_value_that_could_not_be_meant_is_refused(field: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        Expiry.model_validate(field)


def test_rules_read_back_as_they_were_stored() -> None:
    made = rules(expiry={"credit_days": 7})

    assert Program.model_validate(rules_json(made)) == made
