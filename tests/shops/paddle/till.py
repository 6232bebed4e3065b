"""Paddle's discounts as its API makes, lists and archives them."""

from dataclasses import dataclass, field
from typing import Any

from tests.shops.shop_server import ENDLESS, ShopQuestion, ShopReply

WORDS = ("pdl_live_apikey_of_the_tests",)
LIMITED = ShopReply({"error": {"code": "too_many_requests"}}, 429, {"retry-after": "1"})
REQUIRED = {
    "description",
    "type",
    "amount",
    "enabled_for_checkout",
    "code",
    "usage_limit",
    "recur",
    "custom_data",
}
MORE = {"currency_code", "restrict_to", "expires_at"}


def no(status: int, code: str) -> ShopReply:
    return ShopReply({"error": {"type": "request_error", "code": code}}, status)


@dataclass
class PaddleTill:
    discounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    known: bool = True
    allowed: bool = True

    def answer(self, asked: ShopQuestion) -> ShopReply:
        if not self.known or asked.headers.get("authorization") != f"Bearer {WORDS[0]}":
            return no(403, "invalid_token")
        assert asked.headers["paddle-version"] == "1"
        if not self.allowed:
            return no(403, "forbidden")
        if asked.method == "GET":
            return self.listed(asked)
        if asked.path == "/discounts":
            return self.made(asked.body)
        number = asked.path.removeprefix("/discounts/")
        if number not in self.discounts:
            return no(404, "entity_not_found")
        assert asked.method == "PATCH"
        assert set(asked.body) == {"status"}
        self.discounts[number] |= asked.body
        return ShopReply({"data": self.discounts[number], "meta": {}})

    def listed(self, asked: ShopQuestion) -> ShopReply:
        states = asked.query["status"].split(",")
        found = [row for row in self.rows(asked.query["code"]) if row["status"] in states]
        return ShopReply({"data": found, "meta": {"pagination": {"has_more": False}}})

    def made(self, body: dict[str, Any]) -> ShopReply:
        assert set(body) - MORE == REQUIRED, "what it wouldn't take"
        assert body["code"].isalnum()
        assert ("currency_code" in body) == (body["type"] == "flat")
        if self.rows(body["code"]):
            return no(409, "discount_code_conflict")
        number = f"dsc_{len(self.discounts) + 1}"
        fresh = {"id": number, "status": "active", "times_used": 0}
        self.discounts[number] = {**body, **fresh}
        return ShopReply({"data": self.discounts[number], "meta": {}}, 201)

    def rows(self, code: str) -> list[dict[str, Any]]:
        every = self.discounts.values()
        return [row for row in every if row["code"].lower() == code.lower()]

    def live(self, code: str) -> int:
        active = [row for row in self.rows(code) if row["status"] == "active"]
        return sum((row["usage_limit"] or ENDLESS) - row["times_used"] for row in active)

    def all_live(self) -> set[str]:
        return {row["code"] for row in self.discounts.values() if self.live(row["code"])}

    def worth(self, code: str) -> tuple[str, str]:
        (row,) = self.rows(code)
        return row.get("currency_code", row["type"]), row["amount"]

    def conditions(self, code: str) -> dict[str, Any]:
        (row,) = self.rows(code)
        return {name: row[name] for name in ("restrict_to", "expires_at") if row.get(name)}

    def put_stranger(self, code: str) -> None:
        number = f"dsc_{len(self.discounts) + 1}"
        row = {"id": number, "code": code.lower(), "status": "active", "custom_data": None}
        self.discounts[number] = {**row, "usage_limit": 1, "times_used": 0}

    def spend(self, code: str) -> None:
        row = self.rows(code)[0]
        row |= {"status": "used" if row["usage_limit"] else "active", "times_used": 1}

    def forget(self, code: str) -> None:
        self.discounts = {n: r for n, r in self.discounts.items() if r["code"] != code}
