"""The shops that make codes, each as a server on this machine, for tests that hold for all."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from referrals.model.code.discount import Discount
from referrals.providers.shops.fulfilment import CodeTerms
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient
from tests.shops.bigcommerce import till as bigcommerce
from tests.shops.lemonsqueezy import till as lemonsqueezy
from tests.shops.paddle import till as paddle
from tests.shops.shop_server import ShopQuestion, ShopReply, ShopServer, serving_shop
from tests.shops.shopify import till as shopify
from tests.shops.stripe import till as stripe
from tests.shops.woocommerce import till as woocommerce
from tests.world import NOW


@dataclass(frozen=True)
class TillKind:
    words: tuple[str, ...]
    make: Callable[[], Any]
    limited: ShopReply
    percent: tuple[str, str]
    """Ten per cent off, as the shop keeps it."""
    amount: tuple[str, str]
    """5.00 EUR off."""
    looks: int = 0
    """Questions before it is first asked to change something."""
    deletes: bool = False
    """Whether a code that ends is gone."""


TILLS = {
    "shopify": TillKind(
        shopify.WORDS,
        shopify.ShopifyTill,
        shopify.LIMITED,
        ("percent", str(Decimal("0.10"))),
        ("amount", "5.00"),
    ),
    "woocommerce": TillKind(
        woocommerce.WORDS,
        woocommerce.WooCommerceTill,
        woocommerce.LIMITED,
        ("percent", "10.00"),
        ("fixed_cart", "5.00"),
    ),
    "stripe": TillKind(
        stripe.WORDS, stripe.StripeTill, stripe.LIMITED, ("percent", "10"), ("eur", "500")
    ),
    "bigcommerce": TillKind(
        bigcommerce.WORDS,
        bigcommerce.BigCommerceTill,
        bigcommerce.LIMITED,
        ("percentage_amount", "10"),
        ("fixed_amount", "5.00"),
        looks=1,
    ),
    "paddle": TillKind(
        paddle.WORDS, paddle.PaddleTill, paddle.LIMITED, ("percentage", "10"), ("EUR", "500")
    ),
    "lemonsqueezy": TillKind(
        lemonsqueezy.WORDS,
        lemonsqueezy.LemonSqueezyTill,
        lemonsqueezy.LIMITED,
        ("percent", "10"),
        ("fixed", "500"),
        looks=1,
        deletes=True,
    ),
}
TEN_PERCENT = Discount("EUR", percent=10)


@dataclass
class Till:
    """One open shop, and what we know of it."""

    platform: str
    kind: TillKind
    shop: Any
    server: ShopServer

    @property
    def account(self) -> StoreAccount:
        return StoreAccount(self.server.url, self.kind.words)

    @property
    def credential(self) -> str:
        return " ".join((self.server.url, *self.kind.words))

    def ask(self, pauses: list[float] | None = None) -> StoreClient:
        pause = (pauses if pauses is not None else []).append
        return StoreClient(self.server.url, time.monotonic() + 60, pause)

    def fail(self, reply: ShopReply) -> None:
        """So it answers the first change that it is asked for, and does nothing."""
        well, number = self.server.well, len(self.server.asked) + self.kind.looks

        def answer(asked: ShopQuestion) -> ShopReply:
            return reply if len(self.server.asked) - 1 == number else well(asked)

        self.server.well = answer

    def lose_answer(self, number: int, *, done: bool) -> None:
        """Of the request of that number, from 0; `done` when the shop did as asked all the same."""
        well = self.server.well

        def answer(asked: ShopQuestion) -> ShopReply:
            if len(self.server.asked) - 1 != number:
                return well(asked)
            if done:
                well(asked)
            return ShopReply(b"<html>Bad gateway</html>", 502)

        self.server.well = answer


@contextmanager
def open_till(platform: str) -> Iterator[Till]:
    kind = TILLS[platform]
    shop = kind.make()
    with serving_shop(ShopServer(shop.answer)) as server:
        yield Till(platform, kind, shop, server)


def terms(
    code: str = "ABCD1234EFGH", discount: Discount = TEN_PERCENT, **changes: Any
) -> CodeTerms:
    given = {"reward_id": "friends#shopify#1001/friend", "request_id": "try-1", **changes}
    return CodeTerms(code=code, discount=discount, starts_at=NOW, **given)
