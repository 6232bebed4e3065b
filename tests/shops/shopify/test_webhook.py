"""What Shopify's bodies mean: payment, amounts, hints, and how much a refund gave back."""

import json
from typing import Any

import pytest

from referrals.model.errors import RefusedError
from referrals.model.order.conversion import (
    Base,
    CancellationFact,
    Held,
    Ignored,
    OrderFact,
    Payment,
    RefundFact,
)
from referrals.providers.shops.shopify import webhook as shopify
from tests.shops.shopify.body import CONTEXT, body, money, order, read, refund
from tests.world import hash_of


@pytest.mark.parametrize(
    ("status", "payment"),
    [
        ("paid", Payment.PAID),
        ("partially_refunded", Payment.PAID),
        ("refunded", Payment.PAID),
        ("partially_paid", Payment.PARTIAL),
        ("pending", Payment.PENDING),
        ("authorized", Payment.PENDING),
        ("voided", Payment.PENDING),
        (None, Payment.PENDING),
    ],
)
def test_payment_comes_from_the_body(status: str | None, payment: Payment) -> None:
    assert order(financial_status=status).payment is payment


def test_nothing_is_due_for_free_or_gift_card_orders() -> None:
    assert order(total_price="0.00").payment is Payment.NOTHING_DUE
    assert order(payment_gateway_names=["gift_card"]).payment is Payment.NOTHING_DUE
    assert order(payment_gateway_names=["gift_card", "visa"]).payment is Payment.PAID


def test_a_status_nobody_knows_is_refused() -> None:
    with pytest.raises(RefusedError):
        order(financial_status="example string")


def test_tax_inside_shipping_is_taken_off_once() -> None:
    line = {"price": "5.95", "tax_lines": [{"price": "0.95"}], "discount_allocations": []}

    amounts = order(shipping_lines=[line]).amounts

    assert (amounts.gross_minor, amounts.tax_minor, amounts.shipping_minor) == (5000, 798, 500)
    assert amounts.base_minor(Base.NET) == 5000 - 798 - 500


def test_free_shipping_costs_nothing() -> None:
    line = {"price": "5.00", "tax_lines": [], "discount_allocations": [{"amount": "5.00"}]}

    assert order(shipping_lines=[line]).amounts.shipping_minor == 0


def test_a_bought_gift_card_is_told_apart() -> None:
    lines = [{"gift_card": True, "price": "10.00", "quantity": 2, "total_discount": "5.00"}]

    assert order(line_items=lines).amounts.gift_cards_minor == 1500


def test_yen_have_no_decimals() -> None:
    amounts = order(currency="JPY", total_price="23600", total_tax="0").amounts

    assert (amounts.currency, amounts.gross_minor) == ("JPY", 23600)


def test_hints_are_gathered_from_everywhere() -> None:
    signals = order(
        note_attributes=[{"name": "GW", "value": "token-1"}, {"name": "gw_cookie", "value": "c"}],
        landing_site="/?gw=token-2&ref=ada-bakes&gclid=x",
        discount_codes=[{"code": "BEN-BAKES"}],
    ).signals

    assert signals.click_tokens == ("token-1", "token-2")
    assert (signals.cookie_tokens, signals.ref_codes) == (("c",), ("ada-bakes",))
    assert signals.coupon_codes == ("BEN-BAKES",)
    assert signals.paid_search


def test_an_advert_for_the_shop_itself_is_no_theft() -> None:
    assert not order(landing_site="/?gclid=x").signals.paid_search


def test_a_long_id_keeps_every_digit() -> None:
    assert read(body("orders_paid", id=820982911946154508)).order_id == "820982911946154508"


def test_the_customer_is_a_hash_of_the_first_address() -> None:
    assert order().customer_hash == hash_of("ben@example.com")
    assert order(email=None, contact_email=None, customer=None).customer_hash == ""


def test_an_order_count_is_believed_only_at_first() -> None:
    late = {"updated_at": "2026-12-24T00:00:00Z"}

    assert order(customer={"orders_count": 1}, **late).first_order is True
    assert order(customer={"orders_count": 2}).first_order is False
    assert order(customer={"orders_count": 2}, **late).first_order is None


def test_bad_news_comes_before_the_order() -> None:
    facts = read(body("orders_updated_refunded", cancelled_at="2026-11-22T09:30:00Z")).facts

    assert [type(fact) for fact in facts] == [RefundFact, CancellationFact, OrderFact]


def test_a_test_notification_is_a_test() -> None:
    fact = order(test=True)

    assert fact.test


class TestRefund:
    def test_transactions_are_believed_before_lines(self) -> None:
        lines = [{"subtotal_set": money("89.99"), "total_tax_set": money("0.00")}]
        moved = [
            {"kind": "refund", "status": "success", "amount": "75.00", "currency": None},
            {"kind": "refund", "status": "pending", "amount": "10.00", "currency": "EUR"},
            {"kind": "refund", "status": "failure", "amount": "99.00", "currency": "EUR"},
            {"kind": "void", "status": "success", "amount": "99.00", "currency": "EUR"},
        ]

        found = refund(refund_line_items=lines, transactions=moved)

        assert (found.amount_minor, found.currency) == (8500, "EUR")

    def test_lines_that_came_back_without_money_are_an_exchange(self) -> None:
        lines = [{"subtotal_set": money("20.00"), "total_tax_set": money("3.80")}]
        adjustments = [
            {"kind": "shipping_refund", "amount_set": money("-5.00"), "tax_amount_set": money("0")},
            {"kind": "refund_discrepancy", "amount_set": money("1.00")},
        ]

        found = refund(refund_line_items=lines, order_adjustments=adjustments, transactions=[])

        assert (found.amount_minor, found.shipping_minor) == (0, 0)

    def test_a_failed_transaction_gives_nothing_back(self) -> None:
        failed = [{"kind": "refund", "status": "error", "amount": "5.00", "currency": "EUR"}]

        assert refund(transactions=failed).amount_minor == 0

    def test_another_currency_is_converted_by_its_own_rate(self) -> None:
        lines = [{"subtotal_set": money("20.00", "3260", "JPY")}]
        moved = [{"kind": "refund", "status": "success", "amount": "1630", "currency": "JPY"}]

        assert refund(refund_line_items=lines, transactions=moved).amount_minor == 1000

    def test_another_currency_without_a_rate_is_refused(self) -> None:
        moved = [{"kind": "refund", "status": "success", "amount": "1630", "currency": "JPY"}]

        with pytest.raises(RefusedError):
            refund(refund_line_items=[], transactions=moved)

    def test_an_unknown_currency_means_the_orders(self) -> None:
        lines = [{"subtotal": "12.50", "subtotal_set": {"shop_money": {"currency_code": "XXX"}}}]
        duties = {"shop_money": {"amount": "0.0", "currency_code": "XXX"}}
        moved = [{"kind": "refund", "status": "success", "amount": "12.50", "currency": None}]

        found = refund(refund_line_items=lines, total_duties_set=duties, transactions=moved)

        assert (found.amount_minor, found.currency) == (1250, "")


class TestBodiesOfOtherTopics:
    def reading(self, given: dict[str, Any], topic: str = "") -> Any:
        return shopify.read(json.dumps(given).encode(), {"x-shopify-topic": topic}, CONTEXT)

    def test_an_orders_topic_without_an_order_is_held(self) -> None:
        assert isinstance(self.reading({"hello": 1}, "orders/paid"), Held)
        assert isinstance(self.reading({"hello": 1}, "products/update"), Ignored)
