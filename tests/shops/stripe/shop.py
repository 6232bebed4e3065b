"""Stripe's list of events as its API reference describes it: newest first, by `starting_after`."""

from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from tests.shops.shop_server import ShopQuestion, ShopReply
from tests.world import NOW

SECRET_KEY = "sk_live_of_the_tests"


@dataclass
class StripeShop:
    events: list[dict[str, Any]] = field(default_factory=list)
    most: int = 100
    now: datetime = NOW

    def well(self, asked: ShopQuestion) -> ShopReply:
        if asked.headers.get("authorization") != f"Bearer {SECRET_KEY}":
            return self.told(401, {"error": {"type": "invalid_request_error", "message": "no"}})
        if asked.path != "/v1/events":
            return self.told(404, {"error": {"type": "invalid_request_error"}})
        listed = sorted(filter(self.asked_for(asked), self.events), key=lambda e: -e["created"])
        after = asked.query.get("starting_after")
        ids = [event["id"] for event in listed]
        if after and after not in ids:
            return self.told(400, {"error": {"code": "resource_missing"}})
        rest = listed[ids.index(after) + 1 :] if after else listed
        size = min(int(asked.query.get("limit", 10)), self.most)
        more = len(rest) > size
        body = {"object": "list", "url": asked.path, "has_more": more, "data": rest[:size]}
        return self.told(200, body)

    def asked_for(self, asked: ShopQuestion) -> Any:
        types = {value for name, value in asked.query.items() if name.startswith("types[")}
        assert 0 < len(types) <= 20, "Stripe takes twenty types at most"
        since, until = int(asked.query["created[gte]"]), int(asked.query["created[lt]"])
        kept = max(since, int(self.now.timestamp()) - 30 * 86_400)
        return lambda event: event["type"] in types and kept <= event["created"] < until

    def told(self, status: int, body: Any) -> ShopReply:
        date = format_datetime(self.now, usegmt=True)
        return ShopReply(body, status, {"date": date, "request-id": "req_1"})
