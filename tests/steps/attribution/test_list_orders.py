"""Orders of before the list: entered page by page, once, wherever a run was cut off."""

import pytest

from referrals.steps.attribution.list_orders import ListingRun, list_orders
from referrals.store.insight import order_listing as store
from referrals.store.table import Change
from referrals.wiring import attribution_stores, stores
from tests.corrector import place_order
from tests.world import store_program

ORDERS = ("1001", "1002", "1003", "1004", "1005")


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stack that decided on orders before they were listed."""
    monkeypatch.setattr(store, "A_PAGE", 2)
    store_program()
    for order in ORDERS:
        place_order(order, f"friend{order}@example.com")
    table = stores.referrals().table
    for item in list(table.scan_page()[0]):
        table.update({"referral_key": item["referral_key"]}, Change(update="REMOVE listed_at"))


def listed() -> list[str]:
    found, _ = stores.referrals().newest("friends", 50)
    return [each.key for each in found]


def run(pages: int = 99) -> ListingRun:
    turns = iter([True] * pages)
    return list_orders(attribution_stores.order_listing(), has_time=lambda: next(turns, False))


def test_orders_of_before_enter_the_list() -> None:
    assert listed() == []

    assert run() == ListingRun(5, 0)

    assert len(listed()) == 5
    decided = [stores.referrals().get(key).decisions[0].decided_at for key in listed()]
    assert decided == sorted(decided, reverse=True)


def test_a_run_that_was_cut_off_goes_on() -> None:
    runs = [run(pages=1) for _ in range(4)]

    assert [each.entered for each in runs] == [2, 2, 1, 0]
    assert [each.left for each in runs] == [1, 1, 0, 0]


def test_once_it_is_over_a_run_is_one_look() -> None:
    run()
    table = stores.referrals().table
    table.update({"referral_key": listed()[0]}, Change(update="REMOVE listed_at"))

    assert run() == ListingRun(0, 0)
    assert len(listed()) == 4


def test_an_order_that_can_not_be_read_keeps_no_other_out() -> None:
    table = stores.referrals().table
    key = table.scan_page()[0][0]["referral_key"]
    table.update({"referral_key": key}, Change(update="SET decisions = :d", values={":d": []}))

    assert run() == ListingRun(4, 0, (key,))
