"""The bakery's Admin API, Shopify-shaped: codes are made and ended by it, orders are listed."""

import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from goodword.local.shop.admin_hook import AdminHooks
from goodword.local.shop.admin_money import AdminMoney
from goodword.local.shop.admin_order import order_node, stamp
from goodword.local.shop.discount import CodeDiscount
from goodword.local.shop.discount_input import DiscountFaultError, changes, make_discount
from goodword.local.shop.graphql import GraphqlError, Resolver, run
from goodword.local.shop.money_shelf import MoneyTables
from goodword.local.shop.order import BakeryOrder
from goodword.local.shop.product import CURRENCY
from goodword.local.shop.shelf import ShopShelf, ShopTables

PATH = "/admin/api/2026-10/graphql.json"
SCOPES = (
    "read_all_orders",
    "read_discounts",
    "read_orders",
    "read_store_credit_accounts",
    "write_customers",
    "write_discounts",
    "write_gift_cards",
    "write_store_credit_account_transactions",
)
_SPAN = re.compile(r"updated_at:>='([^']+)' AND updated_at:<'([^']+)'")
_COST = {
    "requestedQueryCost": 20,
    "actualQueryCost": 20,
    "throttleStatus": {"maximumAvailable": 2000, "currentlyAvailable": 1980, "restoreRate": 100},
}
_NODE = "gid://shopify/DiscountCodeNode/"


@dataclass(frozen=True, slots=True)
class AdminApi:
    shelf: ShopShelf
    token: str
    clock: Callable[[], datetime]
    address: str
    """The shop's own, as its customers know it."""

    def answer(self, token: str, body: bytes) -> tuple[int, dict[str, Any]]:
        """The status and the JSON; each question is one transaction."""
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            said = "[API] Invalid API key or access token (unrecognized login or wrong password)"
            return 401, {"errors": said}
        try:
            asked = json.loads(body, parse_float=Decimal)
            query, variables = str(asked["query"]), asked.get("variables") or {}
        except (ValueError, KeyError, TypeError, AttributeError):
            return 400, {"errors": "The body is no question."}
        with self.shelf.writing() as tables:
            try:
                data = run(query, variables, self._resolvers(tables))
            except GraphqlError as error:
                told = {"message": str(error), "extensions": {"code": error.code}}
                return 200, {"errors": [told]}
        return 200, {"data": data, "extensions": {"cost": _COST}}

    def _resolvers(self, tables: ShopTables) -> Mapping[str, Resolver]:
        codes = AdminCodes(tables, self.clock())
        orders = AdminOrders(tables, self.address)
        hooks, money = AdminHooks(tables.hooks), AdminMoney(MoneyTables(tables.line), self.clock())
        return {
            "shop": lambda _: {"name": "The bakery", "currencyCode": CURRENCY},
            "currentAppInstallation": lambda _: {
                "accessScopes": [{"handle": handle} for handle in SCOPES]
            },
            "codeDiscountNodeByCode": codes.find,
            "discountCodeBasicCreate": lambda asked: codes.make(asked["basicCodeDiscount"], False),
            "discountCodeFreeShippingCreate": lambda asked: codes.make(
                asked["freeShippingCodeDiscount"], True
            ),
            "discountCodeBasicUpdate": lambda asked: codes.change(
                asked, asked["basicCodeDiscount"]
            ),
            "discountCodeFreeShippingUpdate": lambda asked: codes.change(
                asked, asked["freeShippingCodeDiscount"]
            ),
            "discountCodeDeactivate": codes.end,
            "discountCodeActivate": codes.begin,
            "discountCodeDelete": codes.drop,
            "segments": codes.segments,
            "segmentCreate": codes.make_segment,
            "webhookSubscriptions": hooks.page,
            "webhookSubscriptionCreate": hooks.make,
            "webhookSubscriptionDelete": hooks.drop,
            "customers": money.customers,
            "customer": money.customer,
            "storeCreditAccountCredit": money.credit,
            "storeCreditAccountDebit": money.debit,
            "giftCardCreate": money.make_card,
            "giftCardDeactivate": money.end_card,
            "giftCard": money.card,
            "giftCards": money.cards,
            "orders": orders.page,
            "order": orders.find,
        }


@dataclass(frozen=True, slots=True)
class AdminCodes:
    tables: ShopTables
    now: datetime

    def find(self, asked: Mapping[str, Any]) -> dict[str, Any] | None:
        found = self.tables.discount(str(asked["code"]))
        return self._node(found) if found else None

    def make(self, wanted: Mapping[str, Any], free_shipping: bool) -> dict[str, Any]:
        try:
            if self.tables.discount(str(wanted.get("code", ""))):
                raise DiscountFaultError("code", "TAKEN", "Code must be unique.")
            made = make_discount(
                self.tables.next_discount(),
                wanted,
                free_shipping=free_shipping,
                segment=self.tables.segment,
            )
        except DiscountFaultError as fault:
            return self._refusal(fault)
        self.tables.keep_discount(made)
        return {"codeDiscountNode": self._node(made), "userErrors": []}

    def change(self, asked: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
        """The conditions; what comes off stays as it was made."""
        try:
            return self._keep(asked, changes(wanted))
        except DiscountFaultError as fault:
            return self._refusal(fault)

    def end(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        return self._keep(asked, {"ends_at": self.now})

    def begin(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The end that it had is forgotten, as Shopify forgets it."""
        return self._keep(asked, {"ends_at": None})

    def drop(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        found = self._discount(asked)
        if found is None:
            return {"deletedCodeDiscountId": None, "userErrors": [_GONE]}
        self.tables.drop_discount(found.number)
        return {"deletedCodeDiscountId": f"{_NODE}{found.number}", "userErrors": []}

    def segments(self, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Searched by their names, as the real one does."""
        wanted = str(asked.get("query") or "").casefold()
        return [
            _segment(number, name, query)
            for number, name, query in self.tables.segments()
            if name.casefold() in wanted or wanted in name.casefold()
        ]

    def make_segment(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        name, query = str(asked["name"]), str(asked["query"])
        number = self.tables.keep_segment(name, query)
        return {"segment": _segment(number, name, query), "userErrors": []}

    def _keep(self, asked: Mapping[str, Any], parts: Mapping[str, Any]) -> dict[str, Any]:
        found = self._discount(asked)
        if found is None:
            return {"codeDiscountNode": None, "userErrors": [_GONE]}
        kept = found.model_copy(update=dict(parts))
        self.tables.keep_discount(kept)
        return {"codeDiscountNode": self._node(kept), "userErrors": []}

    def _discount(self, asked: Mapping[str, Any]) -> CodeDiscount | None:
        number = str(asked["id"]).rpartition("/")[2]
        return self.tables.discount_by_number(int(number)) if number.isdecimal() else None

    def _node(self, found: CodeDiscount) -> dict[str, Any]:
        ends = found.ends_at
        return {
            "id": f"{_NODE}{found.number}",
            "codeDiscount": {
                "__typename": f"DiscountCode{'FreeShipping' if found.free_shipping else 'Basic'}",
                "title": found.title,
                "status": found.status(self.now),
                "asyncUsageCount": found.used,
                "usageLimit": found.usage_limit,
                "startsAt": stamp(found.starts_at),
                "endsAt": stamp(ends) if ends else None,
                "appliesOncePerCustomer": found.once_per_customer,
                "codes": [{"code": found.code}],
            },
        }

    def _refusal(self, fault: DiscountFaultError) -> dict[str, Any]:
        field = ["basicCodeDiscount", fault.field]
        error = {"field": field, "code": fault.code, "message": fault.text}
        return {"codeDiscountNode": None, "userErrors": [error]}


_GONE = {"field": ["id"], "code": "INVALID", "message": "Code discount does not exist."}


def _segment(number: int, name: str, query: str) -> dict[str, Any]:
    return {"id": f"gid://shopify/Segment/{number}", "name": name, "query": query}


@dataclass(frozen=True, slots=True)
class AdminOrders:
    tables: ShopTables
    address: str

    def find(self, asked: Mapping[str, Any]) -> dict[str, Any] | None:
        number = str(asked["id"]).rpartition("/")[2]
        found = self.tables.order(int(number)) if number.isdecimal() else None
        return order_node(found, self.address) if found else None

    def page(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """By the time of their last change."""
        span = _SPAN.fullmatch(str(asked.get("query") or ""))
        if span is None:
            raise GraphqlError("Orders are found by `updated_at` alone here.", "INVALID_FIELD")
        since, until = (int(datetime.fromisoformat(text).timestamp()) for text in span.groups())
        found = self.tables.changed_orders(since, until)
        after = asked.get("after") or ""
        rest = [order for order in found if _cursor(order) > after]
        nodes = rest[: int(asked.get("first") or 50)]
        ends = {
            "hasNextPage": len(rest) > len(nodes),
            "endCursor": _cursor(nodes[-1]) if nodes else None,
        }
        return {"nodes": [order_node(order, self.address) for order in nodes], "pageInfo": ends}


def _cursor(order: BakeryOrder) -> str:
    return f"{int(order.changed_at.timestamp()):012d}|{order.number:012d}"
