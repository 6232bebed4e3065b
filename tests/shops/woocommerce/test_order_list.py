"""A WooCommerce shop's own list: every change is seen, whatever happens while paging."""

import time
from collections.abc import Iterator

import pytest

from referrals.providers.shops.order_list import Row, Span, StoreList, account_of, as_raw
from referrals.providers.shops.source import SourceContext
from referrals.providers.shops.store_client import (
    StoreClient,
    StoreRefusedError,
    StoreUnavailableError,
)
from referrals.providers.shops.woocommerce import order_list as woocommerce
from referrals.providers.shops.woocommerce import webhook as source
from tests.shops.shop_server import ShopReply, ShopServer, serving_shop
from tests.shops.woocommerce.shop import KEY, SECRET, WooCommerceShop, server
from tests.world import AT, IDENTITY

STATIC: StoreList = woocommerce  # mypy: the module keeps the protocol's promises
SPAN = Span(AT - 10_000, AT)


@pytest.fixture
def shop() -> WooCommerceShop:
    return WooCommerceShop()


@pytest.fixture
def line(shop: WooCommerceShop) -> Iterator[ShopServer]:
    with serving_shop(server(shop)) as made:
        yield made


def list_orders(line: ShopServer, span: Span = SPAN, words: str = f"{KEY} {SECRET}") -> list[Row]:
    account = account_of(f"{line.url} {words}", woocommerce.WORDS)
    ask = StoreClient(account.address, time.monotonic() + 60, lambda _: None)
    found: list[Row] = []
    cursor: str | None = None
    for _ in range(100):
        page = woocommerce.page(account, span, cursor, ask)
        found.extend(page.rows)
        cursor = page.next
        if cursor is None:
            return found
    raise AssertionError("the list has no end")


def ids(rows: list[Row]) -> set[int]:
    return {int(row.order_id) for row in rows}


def test_a_shop_without_changes_has_an_empty_page(line: ShopServer) -> None:
    assert list_orders(line) == []


def test_only_changes_in_the_span_are_listed(shop: WooCommerceShop, line: ShopServer) -> None:
    for number, at in enumerate((SPAN.since - 1, SPAN.since, SPAN.until - 1, SPAN.until), 1):
        shop.put(number, at)

    assert ids(list_orders(line)) == {2, 3}


def test_pages_meet_at_the_last_moment_seen(shop: WooCommerceShop, line: ShopServer) -> None:
    for number in range(230):
        shop.put(number, SPAN.since + number // 3)

    assert ids(list_orders(line)) == set(range(230))
    assert len(line.asked) <= 6


def test_a_row_reads_as_its_webhook_would(shop: WooCommerceShop, line: ShopServer) -> None:
    order = shop.put(7, AT - 60)

    (row,) = list_orders(line)

    context = SourceContext("EUR", IDENTITY)
    sent = as_raw(order)
    assert source.read(row.raw, {}, context) == source.read(sent, {}, context)
    assert row.changed_at == AT - 60


def test_a_change_while_paging_loses_no_other_order(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    for number in range(120):
        shop.put(number, SPAN.since + number)

    def change(asked: int) -> None:
        if asked == 1:
            for number in range(10):
                shop.put(number, SPAN.until + 5)

    line.before = change

    assert ids(list_orders(line)) == set(range(120))


def test_many_orders_of_one_second_are_all_listed(shop: WooCommerceShop, line: ShopServer) -> None:
    for number in range(180):
        shop.put(number, SPAN.since + 5)
    shop.put(900, SPAN.since + 6)

    assert ids(list_orders(line)) == {*range(180), 900}


@pytest.mark.parametrize("moment", [2, 3, 4])
def test_rows_that_slide_within_a_second_are_not_lost(
    shop: WooCommerceShop, line: ShopServer, moment: int
) -> None:
    for number in range(180):
        shop.put(number, SPAN.since + 5)

    def change(asked: int) -> None:
        if asked == moment:
            for number in range(30):
                shop.put(number, SPAN.until + 5)

    line.before = change

    assert ids(list_orders(line)) >= set(range(30, 180))


def test_a_page_capped_by_the_host_is_not_the_last(shop: WooCommerceShop, line: ShopServer) -> None:
    for number in range(20):
        shop.put(number, SPAN.since + number)
    whole = line.well
    line.well = lambda asked: _cap_total(whole(asked), 7)

    assert ids(list_orders(line)) == set(range(20))


def _cap_total(told: ShopReply, size: int) -> ShopReply:
    total = int(told.headers["x-wp-total"])
    pages = {"x-wp-total": str(total), "x-wp-totalpages": str(-(-total // size))}
    return ShopReply(told.body[:size], headers=pages)


def test_a_wrong_key_is_refused(line: ShopServer) -> None:
    with pytest.raises(StoreRefusedError, match="401"):
        list_orders(line, words="ck_wrong cs_wrong")


@pytest.mark.parametrize("body", [{}, None, "orders"])
def test_what_is_no_list_of_orders_is_no_answer(line: ShopServer, body: object) -> None:
    line.ill = [ShopReply(body)]

    with pytest.raises(StoreUnavailableError):
        list_orders(line)


def test_an_old_shop_that_ignores_the_bounds_is_told(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    for number in range(60):
        shop.put(number, SPAN.since - 500)
    line.well = lambda _: ShopReply(
        list(shop.orders.values())[:50], headers={"x-wp-totalpages": "2"}
    )

    with pytest.raises(StoreRefusedError, match=r"5\.8"):
        list_orders(line)


def test_a_row_without_a_moment_does_not_stop_the_rest(
    shop: WooCommerceShop, line: ShopServer
) -> None:
    shop.put(1, AT - 60)
    odd = {**shop.put(2, AT - 50), "date_modified_gmt": None, "date_created_gmt": 5}
    line.ill = [ShopReply([shop.orders[1], odd])]

    assert ids(list_orders(line)) == {1, 2}


@pytest.mark.parametrize("body", [["42"], [None], [{"id": 1}, 2]])
def test_a_row_that_is_no_order_is_no_answer(line: ShopServer, body: object) -> None:
    line.ill = [ShopReply(body)]

    with pytest.raises(StoreUnavailableError):
        list_orders(line)
