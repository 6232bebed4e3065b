"""Lemon Squeezy's numbered pages, the newest first, with discounts beside the orders."""

from dataclasses import dataclass, field
from typing import Any

from tests.shops.shop_server import ShopQuestion, ShopReply

API_KEY = "lemon-key-of-the-tests"
STORE = "1"
JSON_API = "application/vnd.api+json"


@dataclass
class LemonSqueezyShop:
    orders: list[dict[str, Any]] = field(default_factory=list)
    invoices: list[dict[str, Any]] = field(default_factory=list)
    redemptions: list[dict[str, Any]] = field(default_factory=list)
    subscriptions: list[dict[str, Any]] = field(default_factory=list)
    most: int = 100
    left: int = 300

    def well(self, asked: ShopQuestion) -> ShopReply:
        if asked.headers.get("authorization") != f"Bearer {API_KEY}":
            return ShopReply({"errors": [{"status": "401", "title": "Unauthorized"}]}, 401)
        assert asked.headers["accept"] == JSON_API
        self.left = max(self.left - 1, 0)
        match asked.path:
            case "/v1/orders":
                return self.paged(asked, self.orders)
            case "/v1/subscription-invoices":
                return self.paged(asked, self.invoices)
        return ShopReply({"errors": [{"status": "404", "title": "Not Found"}]}, 404)

    def paged(self, asked: ShopQuestion, found: list[dict[str, Any]]) -> ShopReply:
        size = min(int(asked.query.get("page[size]", 10)), self.most)
        number = int(asked.query.get("page[number]", 1))
        mine = [e for e in found if str(e["attributes"]["store_id"]) == STORE]
        listed = sorted(mine, key=lambda e: str(e["attributes"]["created_at"]), reverse=True)
        rows = listed[(number - 1) * size : number * size]
        last = max((len(listed) + size - 1) // size, 1)
        page = {"currentPage": number, "lastPage": last, "perPage": size, "total": len(listed)}
        body: dict[str, Any] = {"meta": {"page": page}, "links": {}, "data": rows}
        if asked.query.get("include") == "discount-redemptions":
            ids = {int(row["id"]) for row in rows}
            body["included"] = [e for e in self.redemptions if e["attributes"]["order_id"] in ids]
        if asked.query.get("include") == "subscription":
            begun = {str(row["attributes"].get("subscription_id")) for row in rows}
            body["included"] = [e for e in self.subscriptions if str(e["id"]) in begun]
        limit = {"x-ratelimit-limit": "300", "x-ratelimit-remaining": str(self.left)}
        return ShopReply(body, headers={"content-type": JSON_API, **limit})
