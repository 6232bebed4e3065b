"""What differs between the platforms whose lists are asked alike: who opens them, their limits."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from goodword.trial import bigcommerce, lemonsqueezy, paddle, square, stripe
from goodword.trial.pretend_order import PretendOrder
from referrals.providers.shops.list_registry import find_store
from referrals.providers.shops.order_list import Row, RowPage, Span, StoreAccount
from referrals.providers.shops.store_client import StoreClient
from tests.shops.bigcommerce import shop as bigcommerce_shop
from tests.shops.lemonsqueezy import shop as lemonsqueezy_shop
from tests.shops.paddle import shop as paddle_shop
from tests.shops.shop_server import ShopReply, ShopServer, serving_shop
from tests.shops.square import shop as square_shop
from tests.shops.stripe import shop as stripe_shop
from tests.world import AT, NOW

SPAN = Span(AT - 3600, AT + 3600)


@dataclass(frozen=True)
class PlatformTwin:
    name: str
    words: tuple[str, ...]
    make: Callable[[], Any]
    put: Callable[[Any, dict[str, Any]], None]
    """A webhook's body becomes what the store's own lists tell of it."""
    body: Callable[[PretendOrder], dict[str, Any]]
    named: Callable[[PretendOrder], str]
    limited: ShopReply
    """How it says that it was asked too often."""
    pause: float
    odd: tuple[Any, ...]
    home: str
    behind: str = ""


def put_stripe(shop: Any, event: dict[str, Any]) -> None:
    shop.events.append({"id": "evt_1", **event})


def put_square(shop: Any, event: dict[str, Any]) -> None:
    (kind, about), *_ = event["data"]["object"].items()
    getattr(shop, f"{kind}s").append({**about, "location_id": square_shop.LOCATION})


def put_paddle(shop: Any, event: dict[str, Any]) -> None:
    adjusting = event["event_type"].startswith("adjustment.")
    (shop.adjustments if adjusting else shop.transactions).append(event["data"])


def put_lemonsqueezy(shop: Any, event: dict[str, Any]) -> None:
    (shop.orders if event["data"]["type"] == "orders" else shop.invoices).append(event["data"])


def put_bigcommerce(shop: Any, event: dict[str, Any]) -> None:
    shop.orders.append(event["order"])
    shop.coupons[event["order"]["id"]] = event["coupons"]
    shop.refunds[event["order"]["id"]] = event["refunds"]["data"]


PLATFORMS = {
    "stripe": PlatformTwin(
        "stripe",
        (stripe_shop.SECRET_KEY,),
        stripe_shop.StripeShop,
        put_stripe,
        stripe.TOPICS["checkout.session.completed"],
        lambda order: f"pi_{order.order_id}",
        ShopReply({"error": {}}, 429, {"stripe-rate-limited-reason": "global-rate"}),
        1.0,
        ({}, [], {"data": [], "has_more": "no"}, {"data": [7], "has_more": False}),
        "https://api.stripe.com",
    ),
    "square": PlatformTwin(
        "square",
        (square_shop.TOKEN, square_shop.LOCATION),
        square_shop.SquareShop,
        put_square,
        square.TOPICS["payment.updated"],
        lambda order: f"pay{order.order_id}ZY",
        ShopReply({"errors": [{"category": "RATE_LIMIT_ERROR", "code": "RATE_LIMITED"}]}, 429),
        1.0,
        ([], {"payments": {}}, {"payments": [7]}, {"errors": []}),
        "https://connect.squareup.com",
    ),
    "paddle": PlatformTwin(
        "paddle",
        (paddle_shop.API_KEY,),
        paddle_shop.PaddleShop,
        put_paddle,
        paddle.TOPICS["transaction.completed"],
        lambda order: f"txn_{order.order_id}",
        ShopReply({"error": {"code": "too_many_requests"}}, 429, {"retry-after": "7"}),
        7.0,
        ({}, [], {"data": []}, {"data": [7], "meta": {"pagination": {"has_more": False}}}),
        "https://api.paddle.com",
    ),
    "lemonsqueezy": PlatformTwin(
        "lemonsqueezy",
        (lemonsqueezy_shop.API_KEY, lemonsqueezy_shop.STORE),
        lemonsqueezy_shop.LemonSqueezyShop,
        put_lemonsqueezy,
        lemonsqueezy.TOPICS["order_created"],
        lambda order: str(order.order_id),
        ShopReply({"errors": []}, 429, {"x-ratelimit-limit": "300", "x-ratelimit-remaining": "0"}),
        1.0,
        ({}, [], {"data": []}, {"data": [7], "meta": {"page": {"currentPage": 1, "lastPage": 1}}}),
        "https://api.lemonsqueezy.com",
    ),
    "bigcommerce": PlatformTwin(
        "bigcommerce",
        (bigcommerce_shop.TOKEN,),
        bigcommerce_shop.BigCommerceShop,
        put_bigcommerce,
        bigcommerce.TOPICS["store/order/statusUpdated"],
        lambda order: str(order.order_id),
        ShopReply({"status": 429}, 429, {"x-rate-limit-time-reset-ms": "15000"}),
        15.0,
        ({"data": []}, [7], [{"id": "seven"}]),
        "https://api.bigcommerce.com/stores",
        bigcommerce_shop.STORE,
    ),
}


def orders(count: int, *, after: int = 0) -> list[PretendOrder]:
    """One changed each second, some hundred numbers from the others' of the tests."""
    moments = [NOW + timedelta(seconds=after + number) for number in range(count)]
    return [
        PretendOrder(740_001 + after + number, Decimal(50), "EUR", at, at, ref="ada")
        for number, at in enumerate(moments)
    ]


def days_ago(order: PretendOrder, days: int) -> PretendOrder:
    moment = NOW - timedelta(days=days)
    number = order.order_id + days
    return replace(order, order_id=number, placed_at=moment, changed_at=moment)


@contextmanager
def serving(platform: PlatformTwin, *bodies: dict[str, Any]) -> Iterator[tuple[Any, ShopServer]]:
    shop = platform.make()
    for body in bodies:
        platform.put(shop, json.loads(json.dumps(body)))
    with serving_shop(ShopServer(shop.well)) as server:
        yield shop, server


def line_to(platform: PlatformTwin, server: ShopServer, pauses: list[float]) -> StoreClient:
    return StoreClient(server.url + platform.behind, time.monotonic() + 600, pauses.append)


def page_of(
    platform: PlatformTwin,
    server: ShopServer,
    cursor: str | None = None,
    *,
    span: Span = SPAN,
    ask: StoreClient | None = None,
) -> RowPage:
    """One page, over a line of its own as the next run's is, where none is given."""
    store = find_store(platform.name)
    assert store is not None
    assert len(store.WORDS) == len(platform.words)
    line = ask or line_to(platform, server, [])
    return store.page(StoreAccount(line.address, platform.words), span, cursor, line)


def pull_rows(platform: PlatformTwin, server: ShopServer, span: Span = SPAN) -> list[Row]:
    rows: list[Row] = []
    cursor: str | None = None
    for _ in range(60):
        page = page_of(platform, server, cursor, span=span)
        rows += page.rows
        cursor = page.next
        if cursor is None:
            return rows
        assert len(cursor) <= 1000
    raise AssertionError("no end of pages")
