"""Stripe's coupons and promotion codes as its API makes, lists and switches them."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.shops.shop_server import ENDLESS, ShopQuestion, ShopReply

WORDS = ("sk_live_of_the_tests",)
LIMITED = ShopReply(
    {"error": {"type": "invalid_request_error", "code": "rate_limit"}}, 429, {"retry-after": "1"}
)
COUPON = {
    "id",
    "percent_off",
    "amount_off",
    "currency",
    "duration",
    "max_redemptions",
    "metadata[goodword_reward]",
}
RESTRICTIONS = {
    "restrictions[first_time_transaction]",
    "restrictions[minimum_amount]",
    "restrictions[minimum_amount_currency]",
    "expires_at",
}
CODE = {
    "code",
    "promotion[type]",
    "promotion[coupon]",
    "max_redemptions",
    "metadata[goodword_reward]",
}


def no(status: int, code: str = "") -> ShopReply:
    named = {"code": code} if code else {}
    error = {"type": "invalid_request_error", "message": "It already exists, or so.", **named}
    return ShopReply({"error": error}, status)


@dataclass
class StripeTill:
    coupons: dict[str, dict[str, str]] = field(default_factory=dict)
    codes: list[dict[str, Any]] = field(default_factory=list)
    replies: dict[str, tuple[bytes, ShopReply]] = field(default_factory=dict)
    known: bool = True
    allowed: bool = True

    def answer(self, asked: ShopQuestion) -> ShopReply:
        if not self.known or asked.headers.get("authorization") != f"Bearer {WORDS[0]}":
            return no(401)
        assert asked.headers["stripe-version"] >= "2025-09-30", "the shape of promotion codes"
        if not self.allowed:
            return no(403, "more_permissions_required_for_application")
        if asked.method == "GET":
            return self.listed(asked)
        key = asked.headers.get("idempotency-key", "")
        if key in self.replies:
            raw, reply = self.replies[key]
            return reply if raw == asked.raw else no(400, "idempotency_key_in_use")
        reply = self.written(asked.path, dict(parse_qsl(asked.raw.decode())))
        if key:
            self.replies[key] = (asked.raw, reply)
        return reply

    def listed(self, asked: ShopQuestion) -> ShopReply:
        assert asked.path == "/v1/promotion_codes"
        return ShopReply(
            {"object": "list", "has_more": False, "data": self.rows(asked.query["code"])}
        )

    def written(self, path: str, form: dict[str, str]) -> ShopReply:
        if path == "/v1/coupons":
            return self.coupon_made(form)
        if path == "/v1/promotion_codes":
            return self.code_made(form)
        found = [row for row in self.codes if path == f"/v1/promotion_codes/{row['id']}"]
        if not found:
            return no(404, "resource_missing")
        assert set(form) == {"active"}
        found[0]["active"] = form["active"] == "true"
        return ShopReply(found[0])

    def coupon_made(self, form: dict[str, str]) -> ShopReply:
        if not {name for name in form if not name.startswith("applies_to[products]")} <= COUPON:
            return no(400, "parameter_unknown")
        if form["id"] in self.coupons:
            return no(400, "resource_already_exists")
        self.coupons[form["id"]] = form
        return ShopReply({**form, "object": "coupon"})

    def code_made(self, form: dict[str, str]) -> ShopReply:
        if set(form) - RESTRICTIONS | {"max_redemptions"} != CODE:
            return no(400, "parameter_unknown")
        if form["promotion[coupon]"] not in self.coupons:
            return no(404, "resource_missing")
        if any(row["active"] for row in self.rows(form["code"])):
            return no(400)
        self.codes.append(
            {
                "id": f"promo_{len(self.codes) + 1}",
                **{name: form[name] for name in RESTRICTIONS & set(form)},
                "code": form["code"],
                "active": True,
                "times_redeemed": 0,
                "max_redemptions": int(form.get("max_redemptions", ENDLESS)),
                "metadata": {"goodword_reward": form["metadata[goodword_reward]"]},
                "promotion": {"type": "coupon", "coupon": form["promotion[coupon]"]},
            }
        )
        return ShopReply(self.codes[-1])

    def rows(self, code: str) -> list[dict[str, Any]]:
        """The newest first, as Stripe lists."""
        return [row for row in reversed(self.codes) if row["code"].lower() == code.lower()]

    def live(self, code: str) -> int:
        active = [row for row in self.rows(code) if row["active"]]
        return sum(row["max_redemptions"] - row["times_redeemed"] for row in active)

    def all_live(self) -> set[str]:
        return {row["code"] for row in self.codes if self.live(row["code"])}

    def worth(self, code: str) -> tuple[str, str]:
        (row,) = self.rows(code)
        coupon = self.coupons[row["promotion"]["coupon"]]
        assert coupon["duration"] == "once"
        assert coupon.get("max_redemptions", str(ENDLESS)) == str(row["max_redemptions"])
        if "percent_off" in coupon:
            return "percent", coupon["percent_off"]
        return coupon["currency"], coupon["amount_off"]

    def conditions(self, code: str) -> dict[str, Any]:
        (row,) = self.rows(code)
        coupon = self.coupons[row["promotion"]["coupon"]]
        own = {name: row[name] for name in RESTRICTIONS if name in row}
        return own | {name: coupon[name] for name in coupon if name.startswith("applies_to")}

    def put_stranger(self, code: str) -> None:
        self.coupons["theirs"] = {"percent_off": "50"}
        row = {"id": f"promo_{len(self.codes) + 1}", "code": code, "active": True}
        promotion = {"type": "coupon", "coupon": "theirs"}
        used = {"times_redeemed": 0, "max_redemptions": 1, "metadata": {}}
        self.codes.append({**row, **used, "promotion": promotion})

    def spend(self, code: str) -> None:
        row = self.rows(code)[0]
        row |= {"times_redeemed": 1, "active": row["max_redemptions"] > 1}

    def forget(self, code: str) -> None:
        """Nothing can be deleted at Stripe: another account's key finds nothing."""
        self.codes = [row for row in self.codes if row["code"] != code]
