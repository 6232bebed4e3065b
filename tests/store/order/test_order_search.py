"""An order is found by its number in any of a shop's sources, and by each of its names."""

import pytest

from referrals.desks import order as order_desk
from referrals.wiring import stores
from tests.world import NOW, a_key, an_order


@pytest.fixture(autouse=True)
def tables(account: None) -> None:
    """An account of its own."""


def named(name: str) -> list[str]:
    return [str(each) for each in order_desk.search().keys_of("friends", order_desk.SOURCES, name)]


def test_an_order_is_found_in_each_source_that_has_it() -> None:
    for source in ("stripe", "shopify"):
        stores.conversions().record(a_key("7", source), an_order(), body="", at=NOW)

    assert named("7") == ["friends#shopify#7", "friends#stripe#7"]
    assert named("8") == []


def test_another_name_leads_to_the_order_once() -> None:
    stores.conversions().record(a_key("in_1", "stripe"), an_order(), body="", at=NOW)
    stores.conversions().record(a_key("ch_1", "stripe"), an_order(), body="", at=NOW)
    stores.aliases().add(a_key("in_1", "stripe"), a_key("ch_1", "stripe"))

    assert named("in_1") == ["friends#stripe#ch_1"]
