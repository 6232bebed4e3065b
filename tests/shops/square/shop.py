"""Square's lists of one location each: by modification time where asked, cursors that die."""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import Any

from tests.shops.shop_server import ShopQuestion, ShopReply

TOKEN = "EAAA-of-the-tests"
LOCATION = "LGOODWORD0001"


@dataclass
class SquareShop:
    payments: list[dict[str, Any]] = field(default_factory=list)
    refunds: list[dict[str, Any]] = field(default_factory=list)
    disputes: list[dict[str, Any]] = field(default_factory=list)
    most: int = 100
    dead: bool = False
    """Whether every cursor given out so far has died."""

    def well(self, asked: ShopQuestion) -> ShopReply:
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return refusal(401, "AUTHENTICATION_ERROR", "UNAUTHORIZED")
        if "square-version" not in asked.headers:
            return refusal(400, "INVALID_REQUEST_ERROR", "BAD_REQUEST")
        kind = asked.path.removeprefix("/v2/")
        listed = [each for each in getattr(self, kind) if is_of_location(each, asked)]
        if kind != "disputes":
            listed = by_time(listed, asked)
        return self.paged(kind, listed, asked)

    def paged(self, kind: str, listed: list[dict[str, Any]], asked: ShopQuestion) -> ShopReply:
        same = {name: value for name, value in asked.query.items() if name != "cursor"}
        start = 0
        if cursor := asked.query.get("cursor"):
            known = json.loads(b64decode(cursor))
            if self.dead or known["query"] != same:
                return refusal(400, "INVALID_REQUEST_ERROR", "INVALID_CURSOR")
            start = known["start"]
        end = start + min(int(asked.query.get("limit", 100)), self.most)
        body: dict[str, Any] = {kind: listed[start:end]} if listed[start:end] else {}
        if end < len(listed):
            onward = json.dumps({"query": same, "start": end})
            body["cursor"] = b64encode(onward.encode()).decode()
        return ShopReply(body)


def is_of_location(each: dict[str, Any], asked: ShopQuestion) -> bool:
    return bool(each["location_id"] == asked.query["location_id"])


def by_time(found: list[dict[str, Any]], asked: ShopQuestion) -> list[dict[str, Any]]:
    query = asked.query
    assert (query["sort_field"], query["sort_order"]) == ("UPDATED_AT", "ASC")
    since, until = at(query["updated_at_begin_time"]), at(query["updated_at_end_time"])
    inside = [each for each in found if since <= at(each["updated_at"]) <= until]
    return sorted(inside, key=lambda each: at(each["updated_at"]))


def at(moment: str) -> str:
    return f"{moment.rstrip('Z').partition('.')[0]}.{moment.rstrip('Z').partition('.')[2]:0<6}"


def refusal(status: int, category: str, code: str) -> ShopReply:
    return ShopReply({"errors": [{"category": category, "code": code, "detail": "no"}]}, status)
