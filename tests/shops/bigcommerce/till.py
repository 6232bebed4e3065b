"""A BigCommerce store's promotions and their codes as version 3 makes, finds and switches them."""

from dataclasses import dataclass, field
from typing import Any

from tests.shops.shop_server import ENDLESS, ShopQuestion, ShopReply

WORDS = ("token-of-the-tests",)
LIMITED = ShopReply({"title": "Too many"}, 429, {"x-rate-limit-time-reset-ms": "1000"})
PROMOTIONS = "/v3/promotions"
REQUIRED = {
    "name",
    "redemption_type",
    "coupon_type",
    "status",
    "max_uses",
    "start_date",
    "currency_code",
    "rules",
}


def no(status: int, title: str) -> ShopReply:
    return ShopReply({"status": status, "title": title}, status)


@dataclass
class BigCommerceTill:
    promotions: dict[int, dict[str, Any]] = field(default_factory=dict)
    codes: list[dict[str, Any]] = field(default_factory=list)
    """Each with the promotion that it belongs to."""
    currency: str = "EUR"
    known: bool = True
    allowed: bool = True

    def answer(self, asked: ShopQuestion) -> ShopReply:
        if not self.known or asked.headers.get("x-auth-token") != WORDS[0]:
            return no(401, "Unauthorized")
        if not self.allowed:
            return no(403, "You don't have a required scope to access the endpoint")
        if asked.path == "/v2/store":
            return ShopReply({"id": "abc123", "currency": self.currency})
        if asked.path == PROMOTIONS and asked.method == "GET":
            return ShopReply({"data": self.listed(asked), "meta": {}})
        if asked.path == PROMOTIONS:
            return self.made(asked.body)
        number, _, rest = asked.path.removeprefix(f"{PROMOTIONS}/").partition("/")
        if int(number) not in self.promotions:
            return no(404, "Promotion not found")
        if rest == "codes":
            return self.code_made(int(number), asked.body)
        assert (asked.method, set(asked.body)) == ("PUT", {"status"})
        self.promotions[int(number)] |= asked.body
        return ShopReply({"data": self.promotions[int(number)], "meta": {}})

    def listed(self, asked: ShopQuestion) -> list[dict[str, Any]]:
        assert asked.query["redemption_type"] == "COUPON"
        every = list(self.promotions.values())
        if "name" in asked.query:
            return [row for row in every if row["name"] == asked.query["name"]]
        wanted = {row["promotion"] for row in self.rows(asked.query["code"])}
        return [row for row in every if row["id"] in wanted]

    def made(self, body: dict[str, Any]) -> ShopReply:
        assert set(body) - {"end_date"} == REQUIRED, "what it wouldn't take"
        number = len(self.promotions) + 10
        self.promotions[number] = {**body, "id": number, "current_uses": 0}
        return ShopReply({"data": self.promotions[number], "meta": {}}, 201)

    def code_made(self, promotion: int, body: dict[str, Any]) -> ShopReply:
        assert set(body) - {"max_uses_per_customer"} == {"code", "max_uses"}
        if self.rows(body["code"]):
            return no(422, "Coupon code must be unique")
        if any(row["promotion"] == promotion for row in self.codes):
            return no(422, "A single coupon promotion has one code")
        row = {**body, "id": len(self.codes) + 1, "promotion": promotion, "current_uses": 0}
        self.codes.append(row)
        return ShopReply({"data": row, "meta": {}}, 201)

    def rows(self, code: str) -> list[dict[str, Any]]:
        return [row for row in self.codes if row["code"].lower() == code.lower()]

    def live(self, code: str) -> int:
        found = [(row, self.promotions[row["promotion"]]) for row in self.rows(code)]
        return sum(
            min((part["max_uses"] or ENDLESS) - part["current_uses"] for part in (row, each))
            for row, each in found
            if each["status"] == "ENABLED"
        )

    def all_live(self) -> set[str]:
        return {row["code"] for row in self.codes if self.live(row["code"])}

    def promotion(self, code: str) -> dict[str, Any]:
        (row,) = self.rows(code)
        return self.promotions[row["promotion"]]

    def worth(self, code: str) -> tuple[str, str]:
        (rule,) = self.promotion(code)["rules"]
        ((_, action),) = rule["action"].items()
        ((kind, value),) = action["discount"].items()
        return kind, value

    def conditions(self, code: str) -> dict[str, Any]:
        (row,) = self.rows(code)
        (rule,) = self.promotion(code)["rules"]
        found = {"condition": rule.get("condition"), "end_date": self.promotion(code)}
        found["end_date"] = self.promotion(code).get("end_date")
        found["items"] = rule["action"].get("cart_items", {}).get("items")
        found["max_uses_per_customer"] = row.get("max_uses_per_customer")
        return {name: value for name, value in found.items() if value}

    def put_stranger(self, code: str) -> None:
        number = len(self.promotions) + 10
        theirs = {"id": number, "name": "Black Friday", "status": "ENABLED"}
        self.promotions[number] = {**theirs, "max_uses": 1, "current_uses": 0}
        row = {"id": len(self.codes) + 1, "code": code.lower(), "promotion": number}
        self.codes.append({**row, "max_uses": 1, "current_uses": 0})

    def spend(self, code: str) -> None:
        self.rows(code)[0]["current_uses"] += 1
        self.promotion(code)["current_uses"] += 1

    def forget(self, code: str) -> None:
        gone = {row["promotion"] for row in self.rows(code)}
        self.codes = [row for row in self.codes if row["promotion"] not in gone]
        self.promotions = {n: row for n, row in self.promotions.items() if n not in gone}
