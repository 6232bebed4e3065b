"""What counts as a giving, and in which year."""

from datetime import UTC, datetime

from referrals.model.donation.donation import giving_of

SHELTER = {"kind": "donation", "cause": "shelter", "name": "the shelter", "amount_minor": 500}
NIGHT = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


def test_a_giving_counts_in_the_year_where_the_shop_is() -> None:
    berlin = giving_of("rdm_1", SHELTER, NIGHT, "Europe/Berlin")
    london = giving_of("rdm_1", SHELTER, NIGHT, "Europe/London")

    assert berlin
    assert london
    assert (berlin.year, london.year, berlin.amount_minor) == (2027, 2026, 500)


def test_nothing_else_is_a_giving() -> None:
    assert giving_of("rdm_1", {"kind": "points", "amount": 5}, NIGHT, "UTC") is None
