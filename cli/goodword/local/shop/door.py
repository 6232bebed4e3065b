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

    def answer(self, asked: ShopRequest) -> ShopAnswer:
        if asked.path == admin.PATH:
            return self._answer_program(asked)
        if asked.method not in ("GET", "POST"):
            return note("Not like that", "Pages are looked at, and forms are sent.", 405)
        if asked.method == "POST" and asked.headers.get("sec-fetch-site") == "cross-site":
            return note("Not from there", "Forms of other sites are not taken.", 403)
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

    def _answer_program(self, asked: ShopRequest) -> ShopAnswer:
        api = admin.AdminApi(self.shelf, self.token, self.clock, ADDRESS)
        token = asked.headers.get("x-shopify-access-token", "")
        status, body = api.answer(token, asked.body)
        return ShopAnswer(status, (JSON,), json.dumps(body).encode())
