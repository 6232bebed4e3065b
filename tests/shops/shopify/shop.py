"""A Shopify shop's Admin GraphQL API: its orders, its pages, and what a question costs."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.shops.shop_server import ShopQuestion, ShopReply, ShopServer
from tests.shops.shopify.small_graphql import UnknownFieldError, answer_fields, parse

TOKEN = "shpat_of_the_tests"


def moment_text(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def bag(amount: str, currency: str = "EUR", shown: str = "", shown_in: str = "") -> dict[str, Any]:
    return {
        "shopMoney": {"amount": amount, "currencyCode": currency},
        "presentmentMoney": {"amount": shown or amount, "currencyCode": shown_in or currency},
    }


@dataclass
class CostBucket:
    """Points that questions may cost; `cost` is what each of ours does for every order asked."""

    size: float = 2000.0
    rate: float = 100.0
    there: float = 2000.0
    cost: float = 20.0
    looked_at: float = field(default_factory=time.monotonic)

    @property
    def status(self) -> dict[str, float]:
        return {
            "maximumAvailable": self.size,
            "currentlyAvailable": self.there,
            "restoreRate": self.rate,
        }

    def look(self) -> None:
        """It fills up while nobody asks."""
        now = time.monotonic()
        self.rest(now - self.looked_at)
        self.looked_at = now

    def rest(self, seconds: float) -> None:
        self.there = min(self.size, self.there + seconds * self.rate)


@dataclass
class ShopifyShop:
    """Orders by id, each with the fields of the Admin API's `Order`."""

    orders: dict[int, dict[str, Any]] = field(default_factory=dict)
    bucket: CostBucket = field(default_factory=CostBucket)
    denied: tuple[str, ...] = ()
    """Fields of an order that this token may not see: null, and an error beside the data."""

    def put(self, number: int, changed_at: int, **parts: Any) -> dict[str, Any]:
        """A paid order of 50.00 EUR by Ben, unless told otherwise; again for a change of it."""
        before = self.orders.get(number) or fresh(number, changed_at)
        self.orders[number] = {**before, "updatedAt": moment_text(changed_at), **parts}
        return self.orders[number]

    def answer(self, asked: ShopQuestion) -> ShopReply:
        if asked.headers.get("x-shopify-access-token") != TOKEN:
            said = "[API] Invalid API key or access token (unrecognized login or wrong password)"
            return ShopReply({"errors": said}, 401)
        if asked.path != "/admin/api/2026-10/graphql.json":
            return ShopReply({"errors": "Not Found"}, 404)
        variables = asked.body["variables"]
        self.bucket.look()
        cost = self.bucket.cost * variables.get("first", 1)
        refused = self.refused(cost)
        if refused:
            return ShopReply(refused)
        self.bucket.there -= cost
        body = self.data(asked.body["query"], variables)
        return ShopReply({**body, "extensions": {"cost": self.told(cost)}})

    def refused(self, cost: float) -> dict[str, Any] | None:
        if cost > 1000:
            said = f"Query cost is {cost}, which exceeds the single query max cost limit (1000)."
            return {"errors": [{"message": said, "extensions": {"code": "MAX_COST_EXCEEDED"}}]}
        if cost > self.bucket.there:
            error = {"message": "Throttled", "extensions": {"code": "THROTTLED"}}
            return {"errors": [error], "extensions": {"cost": self.told(cost)}}
        return None

    def told(self, cost: float) -> dict[str, Any]:
        return {
            "requestedQueryCost": cost,
            "actualQueryCost": cost,
            "throttleStatus": self.bucket.status,
        }

    def data(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        kept = {"orders": self.page(variables), "order": self.one(variables)}
        try:
            data = answer_fields(kept, parse(query), variables)
        except UnknownFieldError as error:
            return {"errors": [{"message": str(error), "extensions": {"code": "undefinedField"}}]}
        if not self.denied:
            return {"data": data}
        said = "Access denied for this field."
        return {
            "data": data,
            "errors": [{"message": said, "extensions": {"code": "ACCESS_DENIED"}}],
        }

    def seen(self, order: dict[str, Any]) -> dict[str, Any]:
        return {**order, **dict.fromkeys(self.denied)}

    def one(self, variables: dict[str, Any]) -> dict[str, Any] | None:
        number = str(variables.get("id", "")).rpartition("/")[2]
        return self.seen(self.orders[int(number)]) if number else None

    def page(self, variables: dict[str, Any]) -> dict[str, Any] | None:
        if "query" not in variables:
            return None
        since, until = variables["query"].split("'")[1::2]
        found = [
            order
            for order in self.orders.values()
            if read(since) <= read(order["updatedAt"]) < read(until)
        ]
        found.sort(key=_place)
        after = variables["after"]
        rest = [order for order in found if not after or _cursor(order) > after]
        nodes = rest[: variables["first"]]
        ends = {
            "hasNextPage": len(rest) > len(nodes),
            "endCursor": _cursor(nodes[-1]) if nodes else None,
        }
        return {"nodes": [self.seen(order) for order in nodes], "pageInfo": ends}


def _place(order: dict[str, Any]) -> tuple[str, int]:
    return order["updatedAt"], int(order["legacyResourceId"])


def _cursor(order: dict[str, Any]) -> str:
    moment, number = _place(order)
    return f"{moment}|{number:020d}"


def server(shop: ShopifyShop) -> ShopServer:
    return ShopServer(shop.answer)


def fresh(number: int, at: int) -> dict[str, Any]:
    return {
        "legacyResourceId": str(number),
        "id": f"gid://shopify/Order/{number}",
        "name": f"#{number}",
        "test": False,
        "createdAt": moment_text(at),
        "processedAt": moment_text(at),
        "updatedAt": moment_text(at),
        "cancelledAt": None,
        "cancelReason": None,
        "displayFinancialStatus": "PAID",
        "paymentGatewayNames": ["shopify_payments"],
        "currencyCode": "EUR",
        "presentmentCurrencyCode": "EUR",
        "taxesIncluded": True,
        "totalPriceSet": bag("50.0"),
        "totalTaxSet": bag("7.98"),
        "totalTipReceivedSet": bag("0.0"),
        "originalTotalDutiesSet": None,
        "customAttributes": [{"key": "ref", "value": "ada-bakes"}],
        "discountCodes": [],
        "email": "ben@example.com",
        "customerAcceptsMarketing": True,
        "customerLocale": "en",
        "customer": {
            "firstName": "Ben",
            "numberOfOrders": "1",
            "defaultEmailAddress": {
                "emailAddress": "ben@example.com",
                "marketingState": "SUBSCRIBED",
            },
        },
        "customerJourneySummary": None,
        "shippingLines": [],
        "lineItems": [a_line("50.0")],
        "refunds": [],
    }


def a_line(price: str, quantity: int = 1, *, gift_card: bool = False) -> dict[str, Any]:
    return {
        "quantity": quantity,
        "isGiftCard": gift_card,
        "originalUnitPriceSet": bag(price),
        "totalDiscountSet": bag("0.0"),
    }


def a_refund(number: int, at: int, goods: str, **parts: Any) -> dict[str, Any]:
    """Goods given back, and the money with them; `shipping` too where it is told."""
    shipping = parts.pop("shipping", "")
    given = {
        "subtotalAmountSet": bag(shipping),
        "taxAmountSet": bag("0.0"),
    }
    moved = str(float(goods) + float(shipping or 0))
    return {
        "legacyResourceId": str(number),
        "createdAt": moment_text(at),
        "totalRefundedSet": bag(moved),
        "refundLineItems": [{"subtotalSet": bag(goods), "totalTaxSet": bag("0.0")}],
        "refundShippingLines": [given] if shipping else [],
        "orderAdjustments": [],
        "transactions": [{"kind": "REFUND", "status": "SUCCESS", "amountSet": bag(moved)}],
        **parts,
    }
