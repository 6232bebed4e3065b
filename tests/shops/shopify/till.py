"""A Shopify shop's code discounts as its Admin GraphQL API makes, finds and ends them."""

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.shops.shop_server import ENDLESS, ShopQuestion, ShopReply
from tests.shops.shopify.small_graphql import UnknownFieldError, answer_fields, parse

WORDS = ("shpat_of_the_tests",)
COST = {
    "requestedQueryCost": 20,
    "actualQueryCost": 20,
    "throttleStatus": {"maximumAvailable": 2000, "currentlyAvailable": 10, "restoreRate": 100},
}
THROTTLED = {"message": "Throttled", "extensions": {"code": "THROTTLED"}}
LIMITED = ShopReply({"errors": [THROTTLED], "extensions": {"cost": COST}})
DENIED = {"message": "Access denied.", "extensions": {"code": "ACCESS_DENIED"}}
INPUT = {"title", "code", "startsAt", "context", "usageLimit"}
MORE = {"appliesOncePerCustomer", "endsAt", "minimumRequirement"}
_FRAGMENT = re.compile(r"\.\.\. on DiscountCode(?:Basic|FreeShipping) \{([^}]*)\}")
BASIC, SHIPPING = "basicCodeDiscount", "freeShippingCodeDiscount"


def said(name: str, code: str) -> dict[str, Any]:
    error = {"field": ["basicCodeDiscount", name], "code": code, "message": f"{name}: no."}
    return {"codeDiscountNode": None, "userErrors": [error]}


@dataclass
class ShopifyTill:
    discounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By id, each with the fields of `DiscountCodeBasic` and its one code."""
    segments: list[dict[str, Any]] = field(default_factory=list)
    currency: str = "EUR"
    known: bool = True
    allowed: bool = True

    def answer(self, asked: ShopQuestion) -> ShopReply:
        if not self.known or asked.headers.get("x-shopify-access-token") != WORDS[0]:
            return ShopReply({"errors": "[API] Invalid API key or access token"}, 401)
        if asked.path != "/admin/api/2026-10/graphql.json":
            return ShopReply({"errors": "Not Found"}, 404)
        sent = json.loads(asked.raw, parse_float=Decimal)
        fields = parse(_FRAGMENT.sub(r"\1", sent["query"]))
        name = fields[0].name
        if not self.allowed and name != "shop":
            return ShopReply({"data": {name: None}, "errors": [DENIED]})
        known = {
            "shop": self.sold_in,
            "codeDiscountNodeByCode": self.found,
            "discountCodeBasicCreate": self.created,
            "discountCodeFreeShippingCreate": self.created_shipping,
            "discountCodeBasicUpdate": self.ended,
            "discountCodeFreeShippingUpdate": self.ended,
            "segments": self.segments_found,
            "segmentCreate": self.segment_made,
            "discountCodeDeactivate": self.deactivated,
            "discountCodeActivate": self.activated,
        }
        kept = {name: known[name](sent["variables"])}
        try:
            data = answer_fields(kept, fields, sent["variables"])
        except UnknownFieldError as error:
            wrong = {"message": str(error), "extensions": {"code": "undefinedField"}}
            return ShopReply({"errors": [wrong]})
        return ShopReply({"data": data, "extensions": {"cost": COST}})

    def sold_in(self, _: Any) -> dict[str, Any]:
        return {"currencyCode": self.currency}

    def found(self, variables: Any) -> dict[str, Any] | None:
        found = self.rows(variables["code"])
        return {"id": found[0]["id"], "codeDiscount": found[0]} if found else None

    def created(self, variables: Any) -> dict[str, Any]:
        wanted = variables[BASIC]
        assert set(wanted) - MORE == INPUT | {"customerGets"}, "what its schema doesn't know"
        assert list(wanted["customerGets"]["items"]) in (["all"], ["products"])
        return self.stored(wanted)

    def created_shipping(self, variables: Any) -> dict[str, Any]:
        wanted = variables[SHIPPING]
        assert set(wanted) - MORE == INPUT | {"destination"}, "what its schema doesn't know"
        assert wanted["destination"] == {"all": True}
        return self.stored(wanted)

    def stored(self, wanted: dict[str, Any]) -> dict[str, Any]:
        known = [{"customerSegments": {"add": [each["id"]]}} for each in self.segments]
        assert wanted["context"] in [{"all": "ALL"}, *known]
        if self.rows(wanted["code"]):
            return said("code", "TAKEN")
        value = wanted.get("customerGets", {}).get("value", {})
        if "percentage" in value and not 0 < Decimal(value["percentage"]) <= 1:
            return said("percentage", "VALUE_OUTSIDE_RANGE")
        number = f"gid://shopify/DiscountCodeNode/{len(self.discounts) + 1}"
        fresh = {"id": number, "status": "ACTIVE", "asyncUsageCount": 0}
        self.discounts[number] = {**wanted, **fresh}
        return {"codeDiscountNode": {"id": number}, "userErrors": []}

    def deactivated(self, variables: Any) -> dict[str, Any]:
        return self.switched(variables["id"], "EXPIRED")

    def activated(self, variables: Any) -> dict[str, Any]:
        return self.switched(variables["id"], "ACTIVE")

    def switched(self, number: str, status: str) -> dict[str, Any]:
        if number not in self.discounts:
            return said("id", "INVALID")
        # Switching one on again takes its end away, as a real shop did.
        self.discounts[number] |= {"status": status, "endsAt": None}
        return {"codeDiscountNode": {"id": number}, "userErrors": []}

    def ended(self, variables: Any) -> dict[str, Any]:
        row = self.discounts[variables["id"]]
        shipping = "customerGets" not in row
        wanted = variables[SHIPPING if shipping else BASIC]
        assert list(wanted) == ["endsAt"]
        row |= wanted
        return {"codeDiscountNode": {"id": variables["id"]}, "userErrors": []}

    def segments_found(self, variables: Any) -> dict[str, Any]:
        return {"nodes": [e for e in self.segments if e["name"] == variables["query"]]}

    def segment_made(self, variables: Any) -> dict[str, Any]:
        number = f"gid://shopify/Segment/{len(self.segments) + 1}"
        self.segments.append({"id": number, **variables})
        return {"segment": {"id": number}, "userErrors": []}

    def conditions(self, code: str) -> dict[str, Any]:
        (row,) = self.rows(code)
        plain = {"context": {"all": "ALL"}}
        names = {*MORE, "context"}
        return {n: row[n] for n in names if row.get(n) and row[n] != plain.get(n)}

    def rows(self, code: str) -> list[dict[str, Any]]:
        every = self.discounts.values()
        return [row for row in every if row["code"].lower() == code.lower()]

    def live(self, code: str) -> int:
        active = [row for row in self.rows(code) if row["status"] == "ACTIVE"]
        return sum((row["usageLimit"] or ENDLESS) - row["asyncUsageCount"] for row in active)

    def all_live(self) -> set[str]:
        return {row["code"] for row in self.discounts.values() if self.live(row["code"])}

    def worth(self, code: str) -> tuple[str, str]:
        (row,) = self.rows(code)
        value = row["customerGets"]["value"]
        if "percentage" in value:
            return "percent", str(value["percentage"])
        assert value["discountAmount"]["appliesOnEachItem"] is False
        return "amount", value["discountAmount"]["amount"]

    def put_stranger(self, code: str) -> None:
        number = f"gid://shopify/DiscountCodeNode/{len(self.discounts) + 1}"
        row = {"id": number, "code": code.lower(), "title": "Black Friday", "usageLimit": 1}
        self.discounts[number] = {**row, "status": "ACTIVE", "asyncUsageCount": 0}

    def spend(self, code: str) -> None:
        self.rows(code)[0]["asyncUsageCount"] += 1

    def forget(self, code: str) -> None:
        gone = {row["id"] for row in self.rows(code)}
        self.discounts = {n: row for n, row in self.discounts.items() if n not in gone}
