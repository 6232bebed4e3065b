"""One order in every platform's body comes to the same amounts, in any currency."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from goodword.bodies.pretend import PretendOrder
from referrals.model.conversion import Amounts, Base, OrderFact, Report
from referrals.model.errors import RefusedError
from referrals.providers.sources.registry import MODULES, find_source
from referrals.providers.sources.source import Context
from tests.lives import ORDER, Step
from tests.providers.test_worked_examples import put
from tests.template import ROOT
from tests.world import IDENTITY

type Parts = dict[str, dict[str, Any]]

PAID = {
    "shopify": "orders/paid",
    "woocommerce": "order.updated",
    "stripe": "checkout.session.completed",
    "bigcommerce": "store/order/statusUpdated",
    "square": "payment.updated",
    "paddle": "transaction.completed",
    "lemonsqueezy": "order_created",
    "segment": "order-completed",
    "segment-server": "order-completed",
    "signed": "order.paid",
}
# 45.00 of goods, 5.00 of shipping and 8.00 of tax: 58.00 in all, in each one's own fields.
SHIPPED: Parts = {
    "shopify": {
        "total_price": "58.00",
        "total_tax": "8.00",
        "taxes_included": False,
        "shipping_lines": [{"price": "5.00", "tax_lines": [{"price": "0.80"}]}],
    },
    "woocommerce": {"total": "58.00", "total_tax": "8.00", "shipping_total": "5.00"},
    "stripe": {
        "data.object.amount_total": 5800,
        "data.object.total_details": {"amount_tax": 800, "amount_shipping": 500},
    },
    "bigcommerce": {
        "order.total_inc_tax": "58.0000",
        "order.total_tax": "8.0000",
        "order.shipping_cost_ex_tax": "5.0000",
    },
    "segment": {"properties.total": 58.0, "properties.tax": 8.0, "properties.shipping": 5.0},
    "segment-server": {"properties.total": None, "properties.revenue": 45.0}
    | {"properties.tax": 8.0, "properties.shipping": 5.0},
    "signed": {"data.total": "58.00", "data.tax": "8.00", "data.shipping": "5.00"},
}
# The same order of something that isn't shipped, from those who ship nothing.
TAXED: Parts = {
    "paddle": {"data.details.totals": {"grand_total": "5800", "grand_total_tax": "800"}},
    "lemonsqueezy": {"data.attributes.total": 5800, "data.attributes.tax": 800},
}
TIPPED: Parts = {
    "shopify": {"total_price": "58.00", "total_tax": "0.00", "total_tip_received": "8.00"},
    "square": {
        "data.object.payment.total_money.amount": 5800,
        "data.object.payment.tip_money": {"amount": 800, "currency": "EUR"},
    },
    "signed": {"data.total": "58.00", "data.tax": "0.00", "data.tips": "8.00"},
}
CARDS_AND_DUTIES: Parts = {
    "shopify": {
        "line_items": [{"gift_card": True, "price": "10.00", "quantity": 2}],
        "original_total_duties_set": {"shop_money": {"amount": "3.00", "currency_code": "EUR"}},
    },
    "signed": {"data.gift_cards": "20.00", "data.duties": "3.00"},
}
SEEN_IN_YEN: Parts = {
    "shopify": {
        "total_price_set": {"presentment_money": {"amount": "8150", "currency_code": "JPY"}},
        "presentment_currency": "JPY",
    },
    "stripe": {
        "data.object.presentment_details": {
            "presentment_currency": "jpy",
            "presentment_amount": 8150,
        }
    },
    "bigcommerce": {
        "order.total_inc_tax": "8150.0000",
        "order.total_tax": "0.0000",
        "order.default_currency_code": "JPY",
        "order.store_default_currency_code": "EUR",
        "order.store_default_to_transactional_exchange_rate": "163.0000000000",
    },
    "signed": {"data.presentment_currency": "JPY", "data.presentment_total": "8150"},
}
MINOR = {"EUR": 5000, "JPY": 500, "KWD": 1230, "ISK": 500, "UGX": 500, "MGA": 50000}
MAJOR: dict[str, Any] = dict.fromkeys(MINOR, "500") | {"EUR": "50.00", "KWD": "1.230"}
HUNDREDTHS = {"ISK": 50000, "UGX": 50000, "MGA": 500}
SENT: dict[str, dict[str, Any]] = {
    "stripe": MINOR | HUNDREDTHS,
    "lemonsqueezy": MINOR | HUNDREDTHS,
    "square": MINOR,
    "paddle": {currency: str(minor) for currency, minor in MINOR.items()},
}
GROSS = {
    "shopify": "total_price",
    "woocommerce": "total",
    "stripe": "data.object.amount_total",
    "bigcommerce": "order.total_inc_tax",
    "square": "data.object.payment.total_money.amount",
    "paddle": "data.details.totals.grand_total",
    "lemonsqueezy": "data.attributes.total",
    "segment": "properties.total",
    "segment-server": "properties.total",
    "signed": "data.total",
}


def body(source: str, changes: dict[str, Any], order: PretendOrder = ORDER) -> bytes:
    made = Step("", PAID[source]).made(source, order)
    for path, value in changes.items():
        put(made, path.split("."), json.dumps(value))
    return json.dumps(made).encode()


def amounts(source: str, raw: bytes) -> Amounts:
    found = find_source(source)
    assert found is not None
    reading = found.read(raw, {}, Context("EUR", IDENTITY))
    assert isinstance(reading, Report)
    (fact,) = (fact for fact in reading.facts if isinstance(fact, OrderFact))
    return fact.amounts


def without_presentment(found: Amounts) -> Amounts:
    return replace(found, presentment_currency="", presentment_minor=0)


@pytest.mark.parametrize("source", sorted(SHIPPED))
def test_a_shipped_order_comes_to_the_same_amounts(source: str) -> None:
    found = without_presentment(amounts(source, body(source, SHIPPED[source])))

    assert found == Amounts("EUR", 5800, tax_minor=800, shipping_minor=500)
    assert (found.base_minor(Base.GROSS), found.base_minor(Base.NET)) == (5800, 4500)


@pytest.mark.parametrize("source", sorted(TAXED))
def test_an_order_of_files_comes_to_the_same_amounts(source: str) -> None:
    assert amounts(source, body(source, TAXED[source])) == Amounts("EUR", 5800, tax_minor=800)


@pytest.mark.parametrize("source", sorted(TIPPED))
def test_a_tipped_order_comes_to_the_same_amounts(source: str) -> None:
    found = without_presentment(amounts(source, body(source, TIPPED[source])))

    assert found == Amounts("EUR", 5800, tips_minor=800)


@pytest.mark.parametrize("source", sorted(CARDS_AND_DUTIES))
def test_gift_cards_and_duties_are_no_goods(source: str) -> None:
    found = amounts(source, body(source, CARDS_AND_DUTIES[source]))

    assert (found.gift_cards_minor, found.duties_minor) == (2000, 300)
    assert found.base_minor(Base.NET) == 5000 - 798 - 2300


@pytest.mark.parametrize("source", sorted(SEEN_IN_YEN))
def test_what_the_friend_saw_is_kept_beside_the_shops_currency(source: str) -> None:
    found = amounts(source, body(source, SEEN_IN_YEN[source]))

    assert (found.currency, found.gross_minor) == ("EUR", 5000)
    assert (found.presentment_currency, found.presentment_minor) == ("JPY", 8150)


@pytest.mark.parametrize("currency", sorted(MINOR))
@pytest.mark.parametrize("source", sorted(MODULES))
def test_every_currency_has_its_own_decimals(source: str, currency: str) -> None:
    total = SENT.get(source, MAJOR)[currency]
    order = replace(ORDER, total=Decimal(MAJOR[currency]), currency=currency)

    found = amounts(source, body(source, {GROSS[source]: total}, order))

    assert (found.currency, found.gross_minor) == (currency, MINOR[currency])


@pytest.mark.parametrize("source", sorted(MODULES))
def test_a_body_made_up_is_read_as_it_was_meant(source: str) -> None:
    order = replace(ORDER, total=Decimal("1.230"), currency="KWD")

    assert amounts(source, body(source, {}, order)).gross_minor == 1230


@pytest.mark.parametrize("source", sorted(GROSS))
def test_a_float_is_what_it_was_written_as_or_held(source: str) -> None:
    """19.99 is no binary fraction; a platform that sends whole numbers never sends one."""
    raw = body(source, {GROSS[source]: 19.99})
    if source not in SENT:
        assert amounts(source, raw).gross_minor == 1999
        return
    with pytest.raises(RefusedError, match="whole number"):
        amounts(source, raw)


def test_every_source_tells_the_order_in_some_way() -> None:
    assert set(SHIPPED) | set(TAXED) | set(TIPPED) == set(MODULES)
    page = (ROOT / "docs/algorithms/conversions.md").read_text()
    assert "tests/providers/test_reward_base.py" in page
