"""A WooCommerce shop's coupons as its REST API makes, finds and ends them."""

from base64 import b64encode
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.shops.shop_server import ENDLESS, ShopQuestion, ShopReply

WORDS = ("ck_of_the_tests", "cs_of_the_tests")
LIMITED = ShopReply(b"<html>Too many requests</html>", 429, {"retry-after": "1"})
COUPONS = "/wp-json/wc/v3/coupons"
WRITABLE = {
    "code",
    "amount",
    "discount_type",
    "description",
    "date_expires",
    "usage_limit",
    "meta_data",
    "minimum_amount",
    "product_ids",
    "usage_limit_per_user",
    "email_restrictions",
    "free_shipping",
}
PAST = "2000-01-01T00:00:00"


def no(code: str, status: int) -> ShopReply:
    return ShopReply({"code": code, "message": "No.", "data": {"status": status}}, status)


@dataclass
class WooCommerceTill:
    coupons: dict[int, dict[str, Any]] = field(default_factory=dict)
    currency: str = "EUR"
    known: bool = True
    """Whether the key is one."""
    allowed: bool = True
    """Whether its user may manage coupons."""

    def answer(self, asked: ShopQuestion) -> ShopReply:
        pair = b64encode(":".join(WORDS).encode()).decode()
        if not self.known or asked.headers.get("authorization") != f"Basic {pair}":
            return no("woocommerce_rest_authentication_error", 401)
        if asked.path == "/wp-json/wc/v3/data/currencies/current":
            return ShopReply({"code": self.currency, "name": "Euro", "symbol": "&euro;"})
        if not self.allowed:
            return no("woocommerce_rest_cannot_view", 403)
        if asked.path == COUPONS and asked.method == "GET":
            return ShopReply([each for each in self.coupons.values() if self.named(each, asked)])
        if asked.path == COUPONS:
            return self.made(asked.body)
        return self.changed(int(asked.path.removeprefix(f"{COUPONS}/")), asked.body)

    def named(self, coupon: dict[str, Any], asked: ShopQuestion) -> bool:
        return bool(coupon["code"] == asked.query["code"].lower())

    def made(self, body: dict[str, Any]) -> ShopReply:
        if self.rows(body["code"]):
            return no("woocommerce_rest_coupon_code_already_exists", 400)
        number = len(self.coupons) + 700
        self.coupons[number] = {
            "id": number,
            "usage_count": 0,
            "date_expires": None,
            "date_expires_gmt": None,
        }
        return ShopReply(self.written(number, body), 201)

    def changed(self, number: int, body: dict[str, Any]) -> ShopReply:
        if number not in self.coupons:
            return no("woocommerce_rest_shop_coupon_invalid_id", 404)
        return ShopReply(self.written(number, body))

    def written(self, number: int, body: dict[str, Any]) -> dict[str, Any]:
        """As the coupons controller: null is "unchanged", codes become small letters."""
        assert set(body) <= WRITABLE, "what it wouldn't write"
        given = {name: value for name, value in body.items() if value is not None}
        if "amount" in given:
            assert isinstance(given["amount"], str)
            given["amount"] = f"{Decimal(given['amount']):.2f}"
        if "code" in given:
            given["code"] = given["code"].lower()
        if "date_expires" in given:
            # A time without its offset is the shop's own, and none is told with one.
            given["date_expires"] = (given["date_expires"] or "").removesuffix("Z") or None
            given["date_expires_gmt"] = given["date_expires"]
        self.coupons[number] |= given
        return self.coupons[number]

    def rows(self, code: str) -> list[dict[str, Any]]:
        return [row for row in self.coupons.values() if row["code"] == code.lower()]

    def live(self, code: str) -> int:
        """How many orders could still be paid less by it."""
        open_ended = [row for row in self.rows(code) if row["date_expires"] != PAST]
        return sum(row.get("usage_limit", ENDLESS) - row["usage_count"] for row in open_ended)

    def all_live(self) -> set[str]:
        return {row["code"].upper() for row in self.coupons.values() if self.live(row["code"])}

    def worth(self, code: str) -> tuple[str, str]:
        (row,) = self.rows(code)
        return row["discount_type"], row["amount"]

    def conditions(self, code: str) -> dict[str, Any]:
        (row,) = self.rows(code)
        names = {"minimum_amount", "product_ids", "usage_limit_per_user", "email_restrictions"}
        return {n: row[n] for n in (*names, "free_shipping", "date_expires") if row.get(n)}

    def put_stranger(self, code: str) -> None:
        self.made({"code": code, "amount": "50", "usage_limit": 1, "meta_data": []})

    def spend(self, code: str) -> None:
        self.rows(code)[0]["usage_count"] += 1

    def forget(self, code: str) -> None:
        self.coupons = {n: row for n, row in self.coupons.items() if row["code"] != code.lower()}
