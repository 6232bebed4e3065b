"""Lemon Squeezy's discounts: made, listed by the store alone, deleted; the same code twice, too."""

from dataclasses import dataclass, field
from typing import Any

from referrals.model.moment import stamp
from tests.shops.shop_server import ENDLESS, ShopQuestion, ShopReply
from tests.world import NOW

WORDS = ("lemon-key-of-the-tests", "1")
JSON_API = "application/vnd.api+json"
LIMITED = ShopReply({"errors": [{"status": "429"}]}, 429, {"retry-after": "1"})
REQUIRED = {
    "name",
    "code",
    "amount",
    "amount_type",
    "duration",
    "is_limited_redemptions",
    "max_redemptions",
    "is_limited_to_products",
}


def no(status: int) -> ShopReply:
    return ShopReply({"errors": [{"status": str(status), "title": "No"}]}, status)


@dataclass
class LemonSqueezyTill:
    discounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    redeemed: list[str] = field(default_factory=list)
    currency: str = "EUR"
    most: int = 100
    made_ever: int = 0
    known: bool = True
    allowed: bool = True

    def answer(self, asked: ShopQuestion) -> ShopReply:
        if not self.known or asked.headers.get("authorization") != f"Bearer {WORDS[0]}":
            return no(401)
        assert asked.headers["accept"] == JSON_API
        if not self.allowed:
            return no(403)
        if asked.method == "GET":
            return self.found(asked)
        if asked.method == "DELETE":
            number = asked.path.removeprefix("/v1/discounts/")
            return ShopReply(b"", 204) if self.discounts.pop(number, None) else no(404)
        assert (asked.method, asked.path) == ("POST", "/v1/discounts")
        assert asked.headers["content-type"] == JSON_API
        return self.made(asked.body["data"])

    def found(self, asked: ShopQuestion) -> ShopReply:
        if asked.path == f"/v1/stores/{WORDS[1]}":
            return ShopReply({"data": {"attributes": {"currency": self.currency}}})
        if asked.path == "/v1/discount-redemptions":
            ids = [each for each in self.redeemed if each == asked.query["filter[discount_id]"]]
            return ShopReply({"data": [{"id": each} for each in ids], "meta": {}})
        assert asked.path == "/v1/discounts"
        assert asked.query["filter[store_id]"] == WORDS[1]
        size = min(int(asked.query["page[size]"]), self.most)
        number = int(asked.query["page[number]"])
        every = sorted(self.discounts.values(), key=lambda row: -int(row["id"]))
        page = {"currentPage": number, "lastPage": max(-(-len(every) // size), 1)}
        listed = every[(number - 1) * size : number * size]
        return ShopReply({"data": listed, "meta": {"page": page}})

    def made(self, data: dict[str, Any]) -> ShopReply:
        attributes = data["attributes"]
        unlimited = set() if attributes["is_limited_redemptions"] else {"max_redemptions"}
        assert set(attributes) - {"expires_at"} == REQUIRED - unlimited, "what it wouldn't take"
        assert attributes["code"].isupper()
        assert data["relationships"]["store"]["data"]["id"] == WORDS[1]
        limited = bool(data["relationships"].get("variants"))
        assert limited == attributes["is_limited_to_products"]
        row = self.stored({**attributes, "variants": data["relationships"].get("variants")})
        return ShopReply({"data": row}, 201)

    def stored(self, attributes: dict[str, Any]) -> dict[str, Any]:
        self.made_ever += 1
        number = str(self.made_ever + 8)
        made = {"created_at": stamp(NOW), "status": "published"}
        self.discounts[number] = {"id": number, "attributes": {**made, **attributes}}
        return self.discounts[number]

    def rows(self, code: str) -> list[dict[str, Any]]:
        every = self.discounts.values()
        return [row for row in every if row["attributes"]["code"].lower() == code.lower()]

    def live(self, code: str) -> int:
        return sum(
            row["attributes"].get("max_redemptions", ENDLESS) - self.redeemed.count(row["id"])
            for row in self.rows(code)
        )

    def all_live(self) -> set[str]:
        codes = {row["attributes"]["code"] for row in self.discounts.values()}
        return {code for code in codes if self.live(code)}

    def worth(self, code: str) -> tuple[str, str]:
        (row,) = self.rows(code)
        return row["attributes"]["amount_type"], str(row["attributes"]["amount"])

    def conditions(self, code: str) -> dict[str, Any]:
        (row,) = self.rows(code)
        found = row["attributes"]
        return {name: found[name] for name in ("variants", "expires_at") if found.get(name)}

    def put_stranger(self, code: str) -> None:
        self.stored({"code": code, "name": "Black Friday", "max_redemptions": 1})

    def spend(self, code: str) -> None:
        self.redeemed.append(self.rows(code)[0]["id"])

    def forget(self, code: str) -> None:
        gone = {row["id"] for row in self.rows(code)}
        self.discounts = {n: row for n, row in self.discounts.items() if n not in gone}
