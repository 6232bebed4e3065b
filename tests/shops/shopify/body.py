"""Shopify's bodies of events/, a little changed, and what is read of them."""

import json
from typing import Any

from referrals.model.order.conversion import OrderFact, RefundFact, Report
from referrals.providers.shops.shopify import webhook as shopify
from referrals.providers.shops.source import SourceContext
from tests.template import ROOT
from tests.world import IDENTITY

CONTEXT = SourceContext("EUR", IDENTITY)


def body(name: str, **changes: Any) -> dict[str, Any]:
    event = json.loads((ROOT / f"events/conversions/shopify_{name}.json").read_text())
    return {**json.loads(event["body"]), **changes}


def read(given: dict[str, Any]) -> Report:
    reading = shopify.read(json.dumps(given).encode(), {}, CONTEXT)
    assert isinstance(reading, Report)
    return reading


def order(**changes: Any) -> OrderFact:
    fact = read(body("orders_paid", **changes)).facts[-1]
    assert isinstance(fact, OrderFact)
    return fact


def refund(**changes: Any) -> RefundFact:
    (fact,) = read(body("refunds_create", **changes)).facts
    assert isinstance(fact, RefundFact)
    return fact


def money(shop: str, shown: str = "", currency: str = "EUR") -> dict[str, Any]:
    return {
        "shop_money": {"amount": shop, "currency_code": "EUR"},
        "presentment_money": {"amount": shown or shop, "currency_code": currency},
    }
