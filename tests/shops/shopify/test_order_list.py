"""A Shopify shop's own list: its pages and limits, and what goes wrong on the way."""

import time
from collections.abc import Iterator

import pytest

from referrals.providers.shops.order_list import Row, Span, StoreList, account_of
from referrals.providers.shops.shopify import order_list as shopify
from referrals.providers.shops.store_client import (
    RateLimitedError,
    StoreClient,
    StoreRefusedError,
    StoreUnavailableError,
)
from tests.shops.shop_server import ShopReply, ShopServer, serving_shop
from tests.shops.shopify.shop import TOKEN, ShopifyShop, server
from tests.world import AT

STATIC: StoreList = shopify  # mypy: the module keeps the protocol's promises
SPAN = Span(AT - 10_000, AT)


@pytest.fixture
def shop() -> ShopifyShop:
    return ShopifyShop()


@pytest.fixture
def line(shop: ShopifyShop) -> Iterator[ShopServer]:
    with serving_shop(server(shop)) as made:
        yield made


def list_orders(
    line: ShopServer, shop: ShopifyShop, token: str = TOKEN, seconds: float = 60
) -> list[Row]:
    """The bucket fills up while we wait."""
    account = account_of(f"{line.url} {token}", shopify.WORDS)
    ask = StoreClient(account.address, time.monotonic() + seconds, shop.bucket.rest)
    found: list[Row] = []
    cursor: str | None = None
    for _ in range(100):
        page = shopify.page(account, SPAN, cursor, ask)
        found.extend(page.rows)
        cursor = page.next
        if cursor is None:
            return found
    raise AssertionError("the list has no end")


def ids(rows: list[Row]) -> list[int]:
    return [int(row.order_id) for row in rows]


def test_only_what_changed_in_the_span_is_asked_for(shop: ShopifyShop, line: ShopServer) -> None:
    for number, at in enumerate((SPAN.since - 1, SPAN.since, SPAN.until - 1, SPAN.until), 1):
        shop.put(number, at)

    assert ids(list_orders(line, shop)) == [2, 3]


def test_every_page_is_asked_for_once(shop: ShopifyShop, line: ShopServer) -> None:
    for number in range(90):
        shop.put(number, SPAN.since + number // 7)

    assert ids(list_orders(line, shop)) == list(range(90))
    assert len(line.asked) == 5


def test_a_change_while_paging_loses_no_other_order(shop: ShopifyShop, line: ShopServer) -> None:
    for number in range(60):
        shop.put(number, SPAN.since + number)

    def change(asked: int) -> None:
        if asked == 1:
            shop.put(3, SPAN.until + 5)
            shop.put(30, SPAN.until - 1)

    line.before = change

    assert set(ids(list_orders(line, shop))) == set(range(60))


def test_a_page_that_may_cost_too_much_is_halved(shop: ShopifyShop, line: ShopServer) -> None:
    shop.bucket.cost = 300
    for number in range(7):
        shop.put(number, SPAN.since + number)

    assert ids(list_orders(line, shop)) == list(range(7))
    sizes = [asked.body["variables"]["first"] for asked in line.asked]
    assert sizes == [20, 10, 5, 2, 2, 2, 2]


def test_one_order_that_costs_too_much_is_told(shop: ShopifyShop, line: ShopServer) -> None:
    shop.bucket.cost = 5000
    shop.put(1, SPAN.since)

    with pytest.raises(StoreRefusedError, match="costly"):
        list_orders(line, shop)


def test_a_throttled_question_waits_until_it_can_be_paid(
    shop: ShopifyShop, line: ShopServer
) -> None:
    shop.bucket.there = 0
    shop.put(1, SPAN.since)

    assert ids(list_orders(line, shop)) == [1]
    assert len(line.asked) == 2


def test_the_next_page_waits_for_the_bucket(shop: ShopifyShop, line: ShopServer) -> None:
    shop.bucket.size = shop.bucket.there = 500
    for number in range(90):
        shop.put(number, SPAN.since + number)

    assert len(list_orders(line, shop)) == 90
    assert len(line.asked) == 5


def test_a_bucket_that_fills_too_slowly_ends_the_run(shop: ShopifyShop, line: ShopServer) -> None:
    shop.bucket.there, shop.bucket.rate = 0, 1
    shop.put(1, SPAN.since)

    with pytest.raises(RateLimitedError) as raised:
        list_orders(line, shop)

    assert raised.value.retry_after_seconds == 400


@pytest.mark.parametrize("status", [429, 503])
def test_a_limit_in_the_status_is_respected(
    shop: ShopifyShop, line: ShopServer, status: int
) -> None:
    shop.put(1, SPAN.since)
    line.ill = [ShopReply({"errors": "Exceeded"}, status, {"retry-after": "2.0"})]

    assert ids(list_orders(line, shop)) == [1]


def test_a_wrong_token_is_refused(shop: ShopifyShop, line: ShopServer) -> None:
    with pytest.raises(StoreRefusedError, match="401"):
        list_orders(line, shop, token="shpat_wrong")


def test_a_token_without_its_scope_is_told_which(shop: ShopifyShop, line: ShopServer) -> None:
    error = {"message": "Access denied", "extensions": {"code": "ACCESS_DENIED"}}
    line.ill = [ShopReply({"data": {"orders": None}, "errors": [error]})]

    with pytest.raises(StoreRefusedError, match="read_orders"):
        list_orders(line, shop)


def test_a_token_without_customers_still_sees_orders(shop: ShopifyShop, line: ShopServer) -> None:
    shop.denied = ("customer", "email")
    shop.put(1, SPAN.since)

    assert ids(list_orders(line, shop)) == [1]


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"data": None},
        {"data": {"orders": None}},
        {"data": {"orders": {"nodes": None}}},
        {"data": {"orders": {"nodes": ["gid"], "pageInfo": {"hasNextPage": False}}}},
        {"data": {"orders": {"nodes": []}}},
        {"data": {"orders": {"nodes": [], "pageInfo": {"hasNextPage": None}}}},
        {"data": {"orders": {"nodes": [], "pageInfo": {"hasNextPage": True}}}},
        {"errors": [{"message": "Internal", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}]},
        {"errors": [{"message": "no code"}]},
    ],
)
def test_what_is_no_list_of_orders_is_no_answer(
    shop: ShopifyShop, line: ShopServer, body: object
) -> None:
    line.ill = [ShopReply(body)]

    with pytest.raises(StoreUnavailableError):
        list_orders(line, shop)


def test_a_field_that_shopify_took_away_is_told(shop: ShopifyShop, line: ShopServer) -> None:
    shop.put(1, SPAN.since)
    del shop.orders[1]["test"]

    with pytest.raises(StoreRefusedError, match="undefinedField"):
        list_orders(line, shop)


@pytest.mark.parametrize("figure", ["inf", "nan", 10**400, {}])
def test_an_odd_cost_makes_nobody_wait(shop: ShopifyShop, line: ShopServer, figure: object) -> None:
    cost = {"requestedQueryCost": figure, "throttleStatus": {"restoreRate": 1}}
    listing = {"nodes": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}
    line.ill = [ShopReply({"data": {"orders": listing}, "extensions": {"cost": cost}})]

    assert list_orders(line, shop) == []
