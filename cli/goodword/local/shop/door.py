"""What the bakery answers: whom a request is for, in one transaction; then the courier is sent."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from goodword.local.shop import admin, page
from goodword.local.shop.courier import Courier
from goodword.local.shop.desk import OwnerVisit
from goodword.local.shop.page import ShopAnswer, ShopRequest, note
from goodword.local.shop.shelf import ShopShelf
from goodword.local.shop.visit import JSON, ShopVisit

ADDRESS = "https://shop.example"
CART = "bakery_cart"
MONTH_SECONDS = 30 * 86_400


@dataclass(frozen=True, slots=True)
class Bakery:
    shelf: ShopShelf
    courier: Courier
    token: str
    """What opens the Admin API."""
    clock: Callable[[], datetime]
    ask_welcome: Callable[[str], str] = lambda _: ""
    """Where the friend's page after that order is; empty while it isn't known."""

    def answer(self, asked: ShopRequest) -> ShopAnswer:
        if asked.path == admin.PATH:
            return self._answer_program(asked)
        if asked.method not in ("GET", "POST"):
            return note("Not like that", "Pages are looked at, and forms are sent.", 405)
        if asked.method == "POST" and asked.headers.get("sec-fetch-site") == "cross-site":
            return note("Not from there", "Forms of other sites are not taken.", 403)
        parts = asked.path.strip("/").split("/")
        if asked.method == "GET" and parts[0] == "orders" and parts[2:] == ["welcome"]:
            return self._lead_on(parts[1])
        if asked.path.startswith("/owner"):
            with self.shelf.writing() as tables:
                answer = OwnerVisit(asked, tables, self.clock()).answer()
        else:
            answer = self._answer_visitor(asked)
        if asked.method == "POST":
            self.courier.hurry()
        return answer

    def _answer_visitor(self, asked: ShopRequest) -> ShopAnswer:
        """The visitor's own cart, by a cookie."""
        name = asked.cookie(CART)
        fresh = not name.isalnum()
        name = secrets.token_hex(16) if fresh else name
        with self.shelf.writing() as tables:
            answer = ShopVisit(asked, name, tables.cart(name), tables, self.clock()).answer()
        keep = f"{CART}={name}; Path={page.ROOT}; Max-Age={MONTH_SECONDS}; HttpOnly; SameSite=Lax"
        return answer.with_cookie(keep) if fresh else answer

    def _lead_on(self, token: str) -> ShopAnswer:
        """Asked by the shop's server, for whoever placed the order, and outside any transaction."""
        with self.shelf.writing() as tables:
            order = tables.order_by_token(token)
        address = self.ask_welcome(str(order.number)) if order else ""
        if not address:
            return note("Not there yet", "Look again in a moment.", 404)
        return ShopAnswer(303, (("location", address), page.KEEP_NOT))

    def _answer_program(self, asked: ShopRequest) -> ShopAnswer:
        api = admin.AdminApi(self.shelf, self.token, self.clock, ADDRESS)
        token = asked.headers.get("x-shopify-access-token", "")
        status, body = api.answer(token, asked.body)
        return ShopAnswer(status, (JSON,), json.dumps(body).encode())
