"""BigCommerce's orders of version 2 with their coupons, and version 3's refunds; 204 for none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from tests.shops.shop_server import ShopQuestion, ShopReply

TOKEN = "token-of-the-tests"
STORE = "/stores/abc123"


@dataclass
class BigCommerceShop:
    orders: list[dict[str, Any]] = field(default_factory=list)
    coupons: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    refunds: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    most: int = 250
    left: int = 100
    """Questions before the window's allowance is used up."""

    def well(self, asked: ShopQuestion) -> ShopReply:
        if asked.headers.get("x-auth-token") != TOKEN or not asked.path.startswith(STORE):
            return ShopReply({"title": "Unauthorized"}, 401)
        self.left = max(self.left - 1, 0)
        match asked.path.removeprefix(STORE).split("/")[1:]:
            case ["v2", "orders"]:
                return self.told(self.listed(asked))
            case ["v3", "orders", "payment_actions", "refunds"]:
                return self.told({"data": self.given_back(asked), "meta": {}})
            case ["v2", "orders", number, "coupons"]:
                return self.told(self.coupons.get(int(number), []))
        return self.told([{"status": 404, "message": "not found"}], 404)

    def listed(self, asked: ShopQuestion) -> list[dict[str, Any]]:
        query = asked.query
        chosen = [order for order in self.orders if inside(order, query)]
        size = min(int(query.get("limit", 50)), self.most)
        return sorted(chosen, key=lambda order: order["id"])[:size]

    def given_back(self, asked: ShopQuestion) -> list[dict[str, Any]]:
        known = [each for listed in self.refunds.values() for each in listed]
        found = [each for each in known if has_refund(each, asked.query)]
        size = int(asked.query.get("limit", 50))
        start = (int(asked.query["page"]) - 1) * size
        return sorted(found, key=lambda each: int(each["id"]))[start : start + size]

    def told(self, body: Any, status: int = 200) -> ShopReply:
        headers = {
            "x-rate-limit-requests-left": str(self.left),
            "x-rate-limit-requests-quota": "150",
            "x-rate-limit-time-reset-ms": "15000",
            "x-rate-limit-time-window-ms": "30000",
        }
        return ShopReply(body, status, headers) if body else ShopReply(b"", 204, headers)


def inside(order: dict[str, Any], query: Mapping[str, str]) -> bool:
    changed = parsedate_to_datetime(order["date_modified"])
    if "min_date_modified" in query:
        assert query["sort"] == "id:asc"
        since = datetime.fromisoformat(query["min_date_modified"])
        until = datetime.fromisoformat(query["max_date_modified"])
        if not since <= changed <= until:
            return False
    least, most = int(query["min_id"]), int(query.get("max_id", order["id"]))
    return least <= int(order["id"]) <= most


def has_refund(refund: dict[str, Any], query: Mapping[str, str]) -> bool:
    if "order_id:in" in query:
        return str(refund["order_id"]) in query["order_id:in"].split(",")
    since = datetime.fromisoformat(query["created:min"])
    until = datetime.fromisoformat(query["created:max"])
    return since <= datetime.fromisoformat(refund["created"]) <= until
