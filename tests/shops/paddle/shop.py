"""Paddle's lists: transactions filtered by time, adjustments by nothing of the kind."""

from dataclasses import dataclass, field
from typing import Any

from tests.shops.shop_server import ShopQuestion, ShopReply

API_KEY = "pdl_live_apikey_of_the_tests"


@dataclass
class PaddleShop:
    transactions: list[dict[str, Any]] = field(default_factory=list)
    adjustments: list[dict[str, Any]] = field(default_factory=list)
    most: int = 200

    def well(self, asked: ShopQuestion) -> ShopReply:
        if asked.headers.get("authorization") != f"Bearer {API_KEY}":
            return self.refusal(403, "authentication_malformed")
        match asked.path:
            case "/transactions":
                return self.listed(asked, list(filter(self.asked_for(asked), self.transactions)))
            case "/adjustments" if any(name.startswith("updated_at") for name in asked.query):
                return self.refusal(400, "invalid_field")
            case "/adjustments":
                return self.listed(asked, self.adjustments)
        return self.refusal(404, "not_found")

    def asked_for(self, asked: ShopQuestion) -> Any:
        since, until = asked.query["updated_at[GTE]"], asked.query["updated_at[LT]"]
        statuses = asked.query["status"].split(",")
        return lambda each: (
            each["status"] in statuses and since <= each["updated_at"][:19] + "Z" < until
        )

    def listed(self, asked: ShopQuestion, found: list[dict[str, Any]]) -> ShopReply:
        newest_first = asked.query.get("order_by", "id[DESC]") == "id[DESC]"
        listed = sorted(found, key=lambda each: str(each["id"]), reverse=newest_first)
        after = asked.query.get("after", "")
        if after:
            listed = [e for e in listed if (e["id"] < after) == newest_first and e["id"] != after]
        size = min(int(asked.query.get("per_page", 50)), self.most)
        pagination = {
            "per_page": size,
            "next": f"https://api.paddle.com{asked.path}?after={listed[size - 1 : size]}",
            "has_more": len(listed) > size,
            "estimated_total": len(listed),
        }
        return ShopReply(
            {"data": listed[:size], "meta": {"request_id": "1", "pagination": pagination}}
        )

    def refusal(self, status: int, code: str) -> ShopReply:
        return ShopReply({"error": {"type": "request_error", "code": code}}, status)
