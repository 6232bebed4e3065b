"""What may be given as a gesture, and in which year it counts."""

from datetime import UTC, datetime

import pytest

from referrals.model.goodwill.goodwill import (
    GoodwillTooLargeError,
    goodwill_id,
    require_small,
    year_of,
)
from referrals.model.program.limit import GoodwillLimit
from tests.world import a_program


def test_an_id_follows_from_the_reference() -> None:
    assert goodwill_id("friends", "t-1") == goodwill_id("friends", "t-1")
    assert goodwill_id("friends", "t-1") != goodwill_id("others", "t-1")


@pytest.mark.parametrize(("amount", "asset"), [(0, "EUR"), (10_001, "EUR"), (1_001, "points")])
def test_beyond_the_limit_nothing_is_given(amount: int, asset: str) -> None:
    with pytest.raises(GoodwillTooLargeError):
        require_small(amount, asset, GoodwillLimit())


def test_the_limit_itself_is_given() -> None:
    require_small(10_000, "EUR", GoodwillLimit())
    require_small(1_000, "points", GoodwillLimit())


def test_a_year_begins_where_the_shop_is() -> None:
    night = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    assert year_of(a_program(time_zone="Europe/Berlin").rules, night) == 2027
    assert year_of(a_program(time_zone="UTC").rules, night) == 2026
