"""The list of orders goes by the moment of the first decision, whatever is decided afterwards."""

from datetime import timedelta

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.model.order.conversion import Signals
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.views.order.order_list import newest_orders, orders_by_key
from referrals.wiring import clients, stores
from tests.corrector import CANCELLED, correct_order, place_order, shop
from tests.world import NOW, a_key, an_order


@pytest.fixture(autouse=True)
def bakery(account: None) -> None:
    shop()


def later(order_id: str, minutes: int) -> None:
    at = NOW + timedelta(minutes=minutes)
    told = an_order(signals=Signals(ref_codes=("cleos",)), customer_hash=order_id)
    stores.conversions().record(a_key(order_id), told, body="", at=at)
    attribute_conversion(a_key(order_id), attribution_desk.attribution(), now=at)


def listed() -> list[str]:
    rows, _ = newest_orders("friends", stores.referrals(), limit=50)
    return [each.order_id for each in rows]


def test_the_newest_first_decision_comes_first() -> None:
    place_order("1001")
    later("1002", 1)
    later("1003", 2)

    assert listed() == ["1003", "1002", "1001"]


def test_a_correction_moves_no_order_in_the_list() -> None:
    place_order("1001")
    later("1002", 1)

    correct_order("cleos")

    rows, _ = newest_orders("friends", stores.referrals(), limit=50)
    assert [(each.order_id, each.code) for each in rows] == [("1002", "cleos"), ("1001", "cleos")]


def test_an_order_of_before_the_list_enters_it_with_its_next_news() -> None:
    place_order("1001")
    table = clients.table("referrals")
    item = table.get({"referral_key": str(a_key())})
    assert item is not None
    table.put({name: value for name, value in item.items() if name != "listed_at"})
    assert listed() == []

    stores.conversions().record(a_key(), CANCELLED, body="", at=NOW)
    attribute_conversion(a_key(), attribution_desk.attribution(), now=NOW)

    assert listed() == ["1001"]


def test_what_was_decided_on_is_told_by_its_key() -> None:
    place_order("1001")

    (row,) = orders_by_key([a_key("1001"), a_key("4711")], stores.referrals())

    assert (row.order_id, row.total_minor, row.currency) == ("1001", 5000, "EUR")
    assert (row.code, row.reward) == ("ada-bakes", "granted")
