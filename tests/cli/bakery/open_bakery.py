"""A bakery of the tests' own, with a clock that stands where they put it."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from goodword.local.shop.courier import Courier, install_hooks
from goodword.local.shop.discount import CodeDiscount
from goodword.local.shop.door import Bakery
from goodword.local.shop.order import BakeryOrder
from goodword.local.shop.page import ShopAnswer, ShopRequest
from goodword.local.shop.shelf import ShopShelf, ShopWebhook
from referrals.providers.shops.order_list import StoreAccount
from referrals.providers.shops.store_client import StoreClient
from tests.shops.shop_server import ShopQuestion, ShopReply, ShopServer, serving_shop
from tests.world import NOW

TOKEN = "shpat_of_the_bakery"
SECRET = "bakery-secret"
CODE = "ABCD1234EFGH"


@dataclass
class OpenBakery:
    folder: Path
    now: datetime = NOW
    webhooks_to: str = "http://127.0.0.1:9/webhooks"
    bakery: Bakery = field(init=False)

    def __post_init__(self) -> None:
        shelf = ShopShelf(self.folder / "shop.sqlite")
        shelf.prepare()
        install_hooks(shelf, "/webhooks", self.webhooks_to)
        self.bakery = Bakery(shelf, Courier(shelf, SECRET), TOKEN, lambda: self.now)

    @property
    def shelf(self) -> ShopShelf:
        return self.bakery.shelf

    def orders(self) -> list[BakeryOrder]:
        with self.shelf.reading() as tables:
            return tables.orders()

    def webhooks(self) -> list[ShopWebhook]:
        """Oldest first."""
        with self.shelf.reading() as tables:
            return tables.webhooks()[::-1]

    def owner(self, order: BakeryOrder, **form: str) -> ShopAnswer:
        path = f"/owner/orders/{order.number}"
        return self.bakery.answer(ShopRequest("POST", path, "", {}, urlencode(form).encode()))

    def ask_admin(self, question: str, **variables: Any) -> Any:
        body = json.dumps({"query": question, "variables": variables}, default=str).encode()
        heads = {"x-shopify-access-token": TOKEN}
        asked = ShopRequest("POST", "/admin/api/2026-10/graphql.json", "", heads, body)
        return json.loads(self.bakery.answer(asked).body)

    @contextmanager
    def serving(self) -> Iterator["AdminLine"]:
        """The Admin API over HTTP, as the product asks it."""
        with serving_shop(ShopServer(self._well)) as server:
            yield AdminLine(server)

    def _well(self, asked: ShopQuestion) -> ShopReply:
        found = self.bakery.answer(
            ShopRequest(asked.method, asked.path, "", dict(asked.headers), asked.raw)
        )
        return ShopReply(found.body, found.status, dict(found.headers))


@dataclass
class AdminLine:
    server: ShopServer

    @property
    def account(self) -> StoreAccount:
        return StoreAccount(self.server.url, (TOKEN,))

    def ask(self) -> StoreClient:
        return StoreClient(self.server.url, time.monotonic() + 30, lambda _: None)


@dataclass
class TillCustomer:
    """Somebody with a browser that keeps cookies."""

    shop: OpenBakery
    cookie: str = ""

    def get(self, path: str, query: str = "") -> ShopAnswer:
        return self._send("GET", path, query, b"")

    def post(self, path: str, **form: str) -> ShopAnswer:
        return self._send("POST", path, "", urlencode(form).encode())

    def post_json(self, path: str, body: Any) -> ShopAnswer:
        return self._send("POST", path, "", json.dumps(body).encode())

    def choose(self, *products: int) -> "TillCustomer":
        for number in products:
            self.post("/cart/add", id=str(number))
        return self

    def pay(self, email: str = "ben@example.com", **form: str) -> ShopAnswer:
        return self.post("/checkout", **{"email": email, "first_name": "Ben", **form})

    def _send(self, method: str, path: str, query: str, body: bytes) -> ShopAnswer:
        asked = ShopRequest(method, path, query, {"cookie": self.cookie}, body)
        answer = self.shop.bakery.answer(asked)
        for name, value in answer.headers:
            if name == "set-cookie":
                (cookie,) = SimpleCookie(value).values()
                self.cookie = f"{cookie.key}={cookie.value}"
        return answer


def place_of(answer: ShopAnswer) -> str:
    return dict(answer.headers).get("location", "")


def text_of(answer: ShopAnswer) -> str:
    return answer.body.decode()


def a_code(shop: OpenBakery, **parts: Any) -> str:
    usual: dict[str, Any] = {"usage_limit": 1}
    if not {"amount_minor", "free_shipping"} & set(parts):
        usual["share"] = Decimal("0.10")
    with shop.shelf.writing() as tables:
        number = tables.next_discount()
        made = CodeDiscount(
            number=number,
            code=CODE,
            title="Goodword reward x",
            **{"starts_at": NOW - timedelta(hours=1), **usual, **parts},
        )
        tables.keep_discount(made)
    return CODE
