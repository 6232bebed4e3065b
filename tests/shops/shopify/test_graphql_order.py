"""An order pulled from Shopify says what its webhook says."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from goodword.trial import shopify as bodies
from goodword.trial.pretend_order import PretendOrder
from referrals.model.money import UnreadableMoneyError
from referrals.model.order.conversion import (
    CancellationFact,
    OrderFact,
    Payment,
    Reading,
    RefundFact,
    Report,
)
from referrals.providers.shops.body import UnreadableFieldError
from referrals.providers.shops.order_list import Span, account_of
from referrals.providers.shops.shopify import order_list as shopify
from referrals.providers.shops.shopify import webhook as source
from referrals.providers.shops.source import SourceContext
from referrals.providers.shops.store_client import StoreClient
from tests.shops.shop_server import ShopServer, serving_shop
from tests.shops.shopify.shop import TOKEN, ShopifyShop, a_line, a_refund, bag, server
from tests.world import AT, IDENTITY, NOW

CONTEXT = SourceContext("EUR", IDENTITY)
ORDER = PretendOrder(
    1001,
    Decimal(50),
    "EUR",
    placed_at=NOW,
    changed_at=NOW,
    email="ben@example.com",
    ref="ada-bakes",
)


@pytest.fixture
def shop() -> ShopifyShop:
    return ShopifyShop()


@pytest.fixture
def line(shop: ShopifyShop) -> Iterator[ShopServer]:
    with serving_shop(server(shop)) as made:
        yield made


def read(line: ShopServer) -> Reading:
    account = account_of(f"{line.url} {TOKEN}", shopify.WORDS)
    ask = StoreClient(account.address, time.monotonic() + 60, lambda _: None)
    (row,) = shopify.page(account, Span(AT - 10, AT + 10), None, ask).rows
    return source.read(row.raw, {}, CONTEXT)


def facts(reading: Reading) -> dict[str, Any]:
    assert isinstance(reading, Report), reading
    return {fact.name: fact for fact in reading.facts}


def order(reading: Reading) -> OrderFact:
    found = facts(reading)["order"]
    assert isinstance(found, OrderFact)
    return found


def read_webhook(body: dict[str, Any]) -> Reading:
    return source.read(json.dumps(body).encode(), {}, CONTEXT)


def test_a_paid_order_says_what_its_webhook_says(shop: ShopifyShop, line: ShopServer) -> None:
    shop.put(1001, AT)
    pulled = read(line)
    webhook = read_webhook(bodies.paid_order(ORDER))

    assert pulled == webhook


def test_a_pending_order_says_what_its_webhook_says(shop: ShopifyShop, line: ShopServer) -> None:
    shop.put(1001, AT, displayFinancialStatus="PENDING", discountCodes=["ADA"], test=True)
    pulled = read(line)
    webhook = read_webhook(bodies.orders_create(replace(ORDER, coupon="ADA", test=True)))
    assert isinstance(webhook, Report)
    (told,) = webhook.facts

    # The list names codes without what they took off.
    assert isinstance(told, OrderFact)
    assert told.savings
    assert pulled == replace(webhook, facts=(replace(told, savings=()),))


def test_a_refund_says_what_its_webhook_says(shop: ShopifyShop, line: ShopServer) -> None:
    changed = replace(ORDER, refunded=Decimal("12.5"), changed_at=NOW + timedelta(seconds=5))
    shop.put(1001, AT)
    refund = a_refund(changed.refund_id, AT + 5, "12.5")
    shop.put(1001, AT + 5, displayFinancialStatus="PARTIALLY_REFUNDED", refunds=[refund])

    assert read(line) == read_webhook(bodies.updated_order(changed))


def test_a_cancelled_order_says_what_its_webhook_says(shop: ShopifyShop, line: ShopServer) -> None:
    shop.put(
        1001,
        AT,
        displayFinancialStatus="REFUNDED",
        cancelReason="CUSTOMER",
        cancelledAt="2026-11-22T09:30:00Z",
    )

    pulled = read(line)

    assert pulled == read_webhook(bodies.cancelled_order(ORDER))
    assert facts(pulled)["cancellation"] == CancellationFact("customer", AT * 1000)


def test_shipping_given_back_is_told_apart(shop: ShopifyShop, line: ShopServer) -> None:
    refund = a_refund(7, AT, "10.0", shipping="4.5")
    shop.put(1001, AT, refunds=[refund])

    found = facts(read(line))["refund#7"]

    assert found == RefundFact("7", 1450, AT * 1000, currency="EUR", shipping_minor=450)


def test_shipping_without_an_amount_gives_nothing_back(shop: ShopifyShop, line: ShopServer) -> None:
    refund = a_refund(7, AT, "10.0", shipping="4.5")
    refund["refundShippingLines"] = [{"subtotalAmountSet": None, "taxAmountSet": None}]
    shop.put(1001, AT, refunds=[refund])

    assert facts(read(line))["refund#7"].shipping_minor == 0


def test_a_refund_whose_money_failed_to_move_gives_nothing_back(
    shop: ShopifyShop, line: ShopServer
) -> None:
    failed = [{"kind": "REFUND", "status": "FAILURE", "amountSet": bag("10.0")}]
    shop.put(1001, AT, refunds=[a_refund(7, AT, "10.0", transactions=failed)])

    assert facts(read(line))["refund#7"].amount_minor == 0


def test_each_part_of_the_price_is_told_apart(shop: ShopifyShop, line: ShopServer) -> None:
    delivery = {
        "originalPriceSet": bag("6.0"),
        "discountAllocations": [{"allocatedAmountSet": bag("1.0")}],
        "taxLines": [{"priceSet": bag("0.8")}],
    }
    shop.put(
        1001,
        AT,
        totalPriceSet=bag("90.0"),
        totalTaxSet=bag("14.0"),
        totalTipReceivedSet=bag("3.0"),
        originalTotalDutiesSet=bag("2.0"),
        lineItems=[a_line("40.0"), a_line("10.0", 2, gift_card=True)],
        shippingLines=[delivery],
    )

    amounts = order(read(line)).amounts

    assert (amounts.gross_minor, amounts.tax_minor, amounts.shipping_minor) == (9000, 1400, 420)
    assert (amounts.tips_minor, amounts.gift_cards_minor, amounts.duties_minor) == (300, 2000, 200)


def test_two_currencies_are_both_kept(shop: ShopifyShop, line: ShopServer) -> None:
    shop.put(
        1001,
        AT,
        totalPriceSet=bag("50.0", shown="8030.0", shown_in="JPY"),
        presentmentCurrencyCode="JPY",
    )

    amounts = order(read(line)).amounts

    assert (amounts.currency, amounts.gross_minor) == ("EUR", 5000)
    assert (amounts.presentment_currency, amounts.presentment_minor) == ("JPY", 8030)


def test_an_order_paid_by_gift_card_alone_is_worth_nothing(
    shop: ShopifyShop, line: ShopServer
) -> None:
    shop.put(1001, AT, paymentGatewayNames=["gift_card"])

    assert order(read(line)).payment is Payment.NOTHING_DUE


def test_the_last_visit_that_bears_our_mark_is_the_landing(
    shop: ShopifyShop, line: ShopServer
) -> None:
    journey = {
        "firstVisit": {"landingPage": "https://shop.example/?ref=ada&utm_medium=cpc"},
        "lastVisit": {"landingPage": "https://shop.example/cart"},
    }
    shop.put(1001, AT, customAttributes=[], customerJourneySummary=journey)

    signals = order(read(line)).signals

    assert (signals.ref_codes, signals.paid_search) == (("ada",), True)


def test_an_order_without_a_customer_is_an_order(shop: ShopifyShop, line: ShopServer) -> None:
    shop.put(1001, AT, customer=None, email=None, customerLocale=None)

    assert order(read(line)).customer_hash == ""


def test_a_long_order_is_asked_for_whole(shop: ShopifyShop, line: ShopServer) -> None:
    lines = [a_line("1.0") for _ in range(60)]
    shop.put(1001, AT, lineItems=[*lines, a_line("20.0", gift_card=True)])

    assert order(read(line)).amounts.gift_cards_minor == 2000
    assert len(line.asked) == 2


def test_many_refunds_are_all_read(shop: ShopifyShop, line: ShopServer) -> None:
    shop.put(1001, AT, refunds=[a_refund(number, AT, "1.0") for number in range(1, 9)])

    assert len(facts(read(line))) == 9


def test_an_order_that_never_comes_whole_is_held(shop: ShopifyShop, line: ShopServer) -> None:
    shop.put(1001, AT, lineItems=[a_line("1.0") for _ in range(300)])

    with pytest.raises(UnreadableFieldError, match="more parts"):
        read(line)


@pytest.mark.parametrize("status", [None, "EXPIRED", "AUTHORIZED", "VOIDED"])
def test_what_is_not_paid_is_pending(
    shop: ShopifyShop, line: ShopServer, status: str | None
) -> None:
    shop.put(1001, AT, displayFinancialStatus=status)

    assert order(read(line)).payment is Payment.PENDING


def test_an_order_without_a_total_is_held(shop: ShopifyShop, line: ShopServer) -> None:
    shop.put(1001, AT, totalPriceSet=None)

    with pytest.raises(UnreadableMoneyError):
        read(line)
