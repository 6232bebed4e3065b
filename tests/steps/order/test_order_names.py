"""An order's other names, as its bodies tell them; most sources have none."""

import json

from referrals.model.order_key import ConversionKey
from referrals.steps.order.order_names import order_names
from referrals.store.order.body import RawBody
from tests.template import ROOT
from tests.world import IDENTITY, NOW, a_key


def names(source: str, event: str) -> list[str]:
    raw = json.loads((ROOT / f"events/conversions/{event}.json").read_text())["body"].encode()
    key = ConversionKey("friends", source, "1")
    return [name.order_id for name in order_names(key, RawBody(raw, {}, NOW), IDENTITY)]


def test_a_payment_tells_its_invoice() -> None:
    told = names("stripe", "stripe_subscription_invoice_payment_paid")

    assert {"in_860003", "pi_860003"} <= set(told)


def test_sources_with_one_name_tell_no_other() -> None:
    assert names("shopify", "shopify_orders_paid") == []


def test_what_can_not_be_read_tells_nothing() -> None:
    assert order_names(a_key(), RawBody(b"\xff", {}, NOW), IDENTITY) == []
    assert order_names(a_key(source="gone"), RawBody(b"{}", {}, NOW), IDENTITY) == []
