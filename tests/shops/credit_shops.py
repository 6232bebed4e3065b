"""Shops that keep customers' credit, each as its platform's API answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from referrals.model.moment import stamp
from tests.shops.shop_server import ShopQuestion, ShopReply, ShopServer, serving_shop
from tests.world import NOW

DENIED = {"message": "Access denied.", "extensions": {"code": "ACCESS_DENIED"}}


@dataclass
class CreditShop:
    customers: list[str] = field(default_factory=lambda: ["ben@example.com"])
    booked: list[dict[str, Any]] = field(default_factory=list)
    """The oldest first: signed minor units, the moment, and a note where there is one."""
    allowed: bool = True
    now: datetime = NOW

    @property
    def balance(self) -> int:
        return sum(row["minor"] for row in self.booked)

    def book(self, minor: int, note: str = "") -> dict[str, Any]:
        row = {"id": f"t{len(self.booked) + 1}", "minor": minor, "note": note, "at": self.now}
        self.booked.append(row)
        return row

    def spend(self, minor: int) -> None:
        self.book(-minor, "an order")


class ShopifyCredit(CreditShop):
    words = ("shpat_of_the_tests",)

    def answer(self, asked: ShopQuestion) -> ShopReply:
        query, given = asked.body["query"], asked.body["variables"]
        if not self.allowed:
            return ShopReply({"data": None, "errors": [DENIED]})
        if "FindCustomer" in query:
            found = [each for each in self.customers if f'email:"{each}"' == given["query"]]
            nodes = [{"id": f"gid://shopify/Customer/{each}", "email": each} for each in found]
            return ShopReply({"data": {"customers": {"nodes": nodes}}})
        if "ReadCredit" in query:
            nodes = [self.told(row) for row in reversed(self.booked)]
            accounts = [{"id": "gid://shopify/Account/1", "transactions": {"nodes": nodes}}]
            held = {"storeCreditAccounts": {"nodes": accounts}}
            return ShopReply({"data": {"customer": held}})
        back = "debitInput" in given
        money = given["debitInput"]["debitAmount"] if back else given["creditInput"]["creditAmount"]
        assert money["currencyCode"] == "EUR"
        minor = int(money["amount"].replace(".", ""))
        name = "storeCreditAccountDebit" if back else "storeCreditAccountCredit"
        if back and self.balance < minor:
            errors = [{"field": ["debitInput"], "code": "INSUFFICIENT_FUNDS", "message": "no"}]
            answer: dict[str, Any] = {"storeCreditAccountTransaction": None, "userErrors": errors}
            return ShopReply({"data": {name: answer}})
        row = self.book(-minor if back else minor)
        made = {"storeCreditAccountTransaction": {"id": row["id"]}, "userErrors": []}
        return ShopReply({"data": {name: made}})

    def told(self, row: dict[str, Any]) -> dict[str, Any]:
        amount = {"amount": f"{row['minor'] / 100:.1f}", "currencyCode": "EUR"}
        return {"id": row["id"], "createdAt": stamp(row["at"]), "amount": amount}


class StripeCredit(CreditShop):
    words = ("rk_live_tests",)

    def answer(self, asked: ShopQuestion) -> ShopReply:
        if not self.allowed:
            return ShopReply({"error": {"code": "more_permissions_required"}}, 403)
        if asked.path == "/v1/customers":
            known = asked.query["email"] in self.customers
            return ShopReply({"data": [{"id": "cus_1"}] if known else []})
        if asked.path == "/v1/customers/cus_1":
            return ShopReply({"id": "cus_1", "balance": -self.balance})
        assert asked.path == "/v1/customers/cus_1/balance_transactions"
        if asked.method == "GET":
            return self.page(asked)
        form = dict(parse_qsl(asked.raw.decode()))
        assert form["currency"] == "eur"
        row = self.book(-int(form["amount"]), form["metadata[goodword_reward]"])
        return ShopReply(self.told(row))

    def page(self, asked: ShopQuestion) -> ShopReply:
        """Two a page, the newest first."""
        rows = [self.told(row) for row in reversed(self.booked)]
        names = [row["id"] for row in rows]
        start = names.index(asked.query["starting_after"]) + 1 if len(asked.query) > 1 else 0
        return ShopReply({"data": rows[start : start + 2], "has_more": start + 2 < len(rows)})

    def told(self, row: dict[str, Any]) -> dict[str, Any]:
        metadata = {"goodword_reward": row["note"]}
        return {"id": row["id"], "amount": -row["minor"], "metadata": metadata}


CREDIT_SHOPS: dict[str, Callable[[], Any]] = {"shopify": ShopifyCredit, "stripe": StripeCredit}


@contextmanager
def open_credit_shop(platform: str) -> Iterator[tuple[Any, ShopServer]]:
    shop = CREDIT_SHOPS[platform]()
    with serving_shop(ShopServer(shop.answer)) as server:
        yield shop, server
