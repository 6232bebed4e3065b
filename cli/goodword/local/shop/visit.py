"""One request of somebody who shops: the cart, the code, the till, and the own orders."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from goodword.local.shop import till
from goodword.local.shop.bill import Bill
from goodword.local.shop.money_shelf import MoneyTables
from goodword.local.shop.page import (
    KEEP_NOT,
    ShopAnswer,
    ShopRequest,
    bill_rows,
    go,
    note,
    order_rows,
    show,
)
from goodword.local.shop.product import BY_NUMBER, PRODUCTS
from goodword.local.shop.shelf import Cart, ShopTables

MOST_PIECES = 50
LONGEST = 255
MOST_ATTRIBUTES = 20
# A landing page that bears one of these is kept in place of an earlier one.
MARKS = {"gw", "ref"}
JSON = ("content-type", "application/json")


@dataclass(slots=True)
class ShopVisit:
    asked: ShopRequest
    name: str
    """Of the cart."""
    cart: Cart
    tables: ShopTables
    now: datetime

    def answer(self) -> ShopAnswer:
        parts = self.asked.path.strip("/").split("/")
        match self.asked.method, *parts:
            case "GET", "":
                self._land()
                return show("products.html", count=self._count())
            case "GET", "cart":
                return self._show_cart()
            case "POST", "cart", "add":
                self._add()
                return go("/cart")
            case "POST", "cart", "change":
                return self._change()
            case "POST", "cart", "code":
                self._keep(code=self.asked.form.get("code", "").strip()[:LONGEST])
                return go("/cart")
            case ("GET", "cart.js") | ("POST", "cart", "update.js") | ("POST", "cart", "add.js"):
                return self._cart_script(parts[-1])
            case "GET", "discount", code:
                return self._apply(code)
            case "POST", "checkout":
                return self._check_out()
            case "GET", "orders", token:
                return self._show_order(token)
            case "GET", "account":
                return self._show_account()
            case _:
                return note("Nothing here", "The bread is on the front page.", 404)

    def _keep(self, **parts: Any) -> None:
        self.cart = self.cart.model_copy(update=parts)
        self.tables.keep_cart(self.name, self.cart)

    def _count(self) -> int:
        return sum(self.cart.items.values())

    def _land(self) -> None:
        """The page that the visit began with, as shops of this kind keep it with the order."""
        query = self.asked.query[:1000]
        page = f"/?{query}" if query else "/"
        if not self.cart.landing or MARKS & {name for name, _ in parse_qsl(query)}:
            self._keep(landing=page)

    def _add(self) -> None:
        number = self._number(self.asked.form.get("id", ""))
        if number in BY_NUMBER:
            pieces = min(self.cart.items.get(number, 0) + 1, MOST_PIECES)
            self._keep(items={**self.cart.items, number: pieces})

    def _change(self) -> ShopAnswer:
        form = self.asked.form
        items = {
            product.number: min(self._number(form[f"item_{product.number}"]), MOST_PIECES)
            for product in PRODUCTS
            if f"item_{product.number}" in form
        }
        kept = {number: pieces for number, pieces in items.items() if pieces > 0}
        self._keep(items=kept, delivery=form.get("delivery") == "bicycle")
        return go("/cart")

    def _number(self, text: str) -> int:
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0

    def _cart_script(self, what: str) -> ShopAnswer:
        """The cart as scripts of the shop's pages read and change it."""
        if what == "add.js":
            self._add()
        if what == "update.js":
            self._keep_attributes()
        items = [{"id": n, "quantity": q} for n, q in self.cart.items.items()]
        cart = {
            "item_count": self._count(),
            "items": items,
            "attributes": self.cart.attributes,
            "currency": "EUR",
        }
        return ShopAnswer(200, (JSON, KEEP_NOT), json.dumps(cart).encode())

    def _keep_attributes(self) -> None:
        try:
            given = json.loads(self.asked.body)["attributes"]
        except (ValueError, KeyError, TypeError):
            return
        if not isinstance(given, Mapping):
            return
        texts = {str(n)[:LONGEST]: str(v)[:LONGEST] for n, v in given.items()}
        merged = {**self.cart.attributes, **texts}
        self._keep(attributes=dict(list(merged.items())[:MOST_ATTRIBUTES]))

    def _apply(self, code: str) -> ShopAnswer:
        """The code goes into the cart, the visitor on to a page of this shop alone."""
        onward = self.asked.parameters.get("redirect", "/")
        parts = urlsplit(onward)
        inside = onward.startswith("/") and not parts.netloc and "\\" not in onward
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        self._keep(code=code[:LONGEST])
        return go(path if inside else "/")

    def _show_cart(self, trouble: str = "", bill: Bill | None = None) -> ShopAnswer:
        bill = bill or till.bill_of(self.cart, self.tables, now=self.now)
        return show(
            "cart.html",
            bill=bill,
            lines=bill_rows(bill),
            cart=self.cart,
            count=self._count(),
            trouble=trouble,
            form=self.asked.form if trouble or bill.refusal else {},
        )

    def _check_out(self) -> ShopAnswer:
        form = self.asked.form
        email, name = form.get("email", "").strip(), form.get("first_name", "").strip()
        left, at, right = email.partition("@")
        if not (left and at and "." in right) or len(email) > LONGEST or " " in email:
            return self._show_cart("We need an e-mail address to send the receipt to.")
        wanted = till.CheckoutForm(email, name[:80], form.get("wants_mail") == "yes")
        token = secrets.token_hex(16)
        made = till.check_out(self.cart, wanted, self.tables, token=token, now=self.now)
        if isinstance(made, Bill):
            return self._show_cart(made.refusal or "There is nothing in the basket.", made)
        self.tables.keep_cart(self.name, Cart(customer=token))
        return go(f"/orders/{token}")

    def _show_order(self, token: str) -> ShopAnswer:
        order = self.tables.order_by_token(token)
        if order is None:
            return note("No such order", "Is all of its address here?", 404)
        return show("order.html", order=order, lines=order_rows(order), count=self._count())

    def _show_account(self) -> ShopAnswer:
        """Whoever bought in this browser; somebody else's orders are nobody's business."""
        last = self.tables.order_by_token(self.cart.customer) if self.cart.customer else None
        orders = self.tables.orders_of(last.email) if last else []
        credit = MoneyTables(self.tables.line).balance(last.email) if last else 0
        count = self._count()
        return show("account.html", last=last, orders=orders, credit=credit, count=count)
