"""What WooCommerce's order resource means."""

import json
from dataclasses import replace
from typing import Any

import pytest

from referrals.model.era import moment_of
from referrals.model.order.conversion import Base, Ignored, OrderFact, Payment, Report
from referrals.model.order.fold import fold
from referrals.model.order.precedence import rank, rank_of
from referrals.providers.shops.source import Proof, SourceContext
from referrals.providers.shops.woocommerce import webhook as woocommerce
from tests.template import ROOT
from tests.world import AT, IDENTITY, NOW, a_key

CONTEXT = SourceContext("EUR", IDENTITY)


def body(**changes: Any) -> dict[str, Any]:
    path = ROOT / "events/conversions/woocommerce_order_updated_paid.json"
    return {**json.loads(json.loads(path.read_text())["body"]), **changes}


def read(**changes: Any) -> Report:
    reading = woocommerce.read(json.dumps(body(**changes)).encode(), {}, CONTEXT)
    assert isinstance(reading, Report)
    return reading


def order(**changes: Any) -> OrderFact:
    fact = read(**changes).facts[-1]
    assert isinstance(fact, OrderFact)
    return fact


def read_refunds(*given_back: str, at: str = "2026-11-22T09:30:00", **changes: Any) -> OrderFact:
    refunds = [{"id": n, "total": amount} for n, amount in enumerate(given_back)]
    return order(refunds=refunds, date_modified_gmt=at, **changes)


@pytest.mark.parametrize(
    ("changes", "payment"),
    [
        ({}, Payment.PAID),
        ({"status": "completed"}, Payment.PAID),
        ({"status": "refunded"}, Payment.PAID),
        ({"status": "packed-by-a-plugin"}, Payment.PAID),
        ({"status": "on-hold"}, Payment.PENDING),
        ({"date_paid_gmt": None}, Payment.PENDING),
        ({"total": "0.00"}, Payment.NOTHING_DUE),
    ],
)
def test_payment_comes_from_day_and_status(changes: dict[str, Any], payment: Payment) -> None:
    assert order(**changes).payment is payment


def test_net_leaves_tax_and_shipping_out() -> None:
    amounts = order(total="29.35", total_tax="1.35", shipping_total="10.00").amounts

    assert (amounts.gross_minor, amounts.base_minor(Base.NET)) == (2935, 1800)


def test_the_session_s_first_page_carries_the_code() -> None:
    assert order().signals.ref_codes == ("ada",)


def test_order_meta_may_carry_the_token() -> None:
    meta = [{"key": "_gw", "value": "token"}, {"key": "ref", "value": "ada"}, {"key": "odd"}]

    signals = order(meta_data=meta).signals

    assert (signals.click_tokens, signals.ref_codes) == (("token",), ("ada",))


def test_a_renewal_is_no_first_order() -> None:
    assert order(meta_data=[{"key": "_subscription_renewal", "value": 1}]).first_order is False


def test_moments_without_a_zone_are_utc() -> None:
    assert order(date_created_gmt="2026-11-22T09:30:00").occurred_at == NOW


def test_refunds_are_one_running_total() -> None:
    assert fold(a_key(), 1, [read_refunds("-10.00", "-2.50")]).refunded_minor == 1250


@pytest.mark.parametrize("left", [("-10.00",), ()])
def test_a_refund_deleted_later_lowers_the_total(left: tuple[str, ...]) -> None:
    before, after = read_refunds("-10.00", "-2.50"), read_refunds(*left, at="2026-11-22T09:31:00")

    assert rank_of(after) > rank_of(before)
    assert fold(a_key(), 2, [after]).refunded_minor == 1000 * len(left)


def test_a_cancelled_order_is_called_off_until_its_status_is_taken_back() -> None:
    off, on = order(status="cancelled"), order(date_modified_gmt="2099-11-22T09:31:00")

    assert fold(a_key(), 1, [off]).cancelled
    assert rank_of(on) > rank_of(off)
    assert not fold(a_key(), 2, [on]).cancelled


def test_in_one_second_the_bad_news_holds() -> None:
    news = [
        read_refunds("-2.50"),
        read_refunds(),
        read_refunds(status="cancelled", date_paid_gmt=None),
        read_refunds(status="pending", date_paid_gmt=None),
    ]

    held = [max(news, key=rank), max([news[0], news[1]], key=rank)]

    assert held == [news[2], news[0]]


@pytest.mark.parametrize("given", [{"id": 1}, {"id": 1, "code": "x", "amount": "1.00"}])
def test_what_is_no_order_is_ignored(given: dict[str, Any]) -> None:
    assert isinstance(woocommerce.read(json.dumps(given).encode(), {}, CONTEXT), Ignored)


def test_a_test_knock_is_answered_and_nothing_else() -> None:
    assert woocommerce.verify(("secret",), {}, b"webhook_id=17", NOW) is Proof.PING
    signed_badly = {"x-wc-webhook-signature": "AAAA"}
    assert woocommerce.verify(("secret",), signed_badly, b"webhook_id=17", NOW) is Proof.FORGED


@pytest.mark.parametrize("given_back", [(), ("-12.50",)])
def test_refunded_by_its_status_is_all_of_it(given_back: tuple[str, ...]) -> None:
    assert read_refunds(*given_back, status="refunded").given_back_minor == 5000


def test_an_order_in_the_bin_is_called_off() -> None:
    binned, back = order(status="trash"), order(date_modified_gmt="2099-11-22T09:31:00")

    assert fold(a_key(), 1, [binned]).cancelled
    assert not fold(a_key(), 2, [max(binned, back, key=rank_of)]).cancelled


def test_a_deleted_order_is_called_off_until_it_is_restored() -> None:
    (off,) = about({"id": 727}, "order.deleted", AT).facts
    *_, lifted = about(body(), "order.restored", AT + 60).facts

    assert (off.name, off.version_ms) == (lifted.name, AT * 1000)
    assert fold(a_key(), 2, [order(), off]).cancelled
    assert not fold(a_key(), 3, [order(), max(off, lifted, key=rank_of)]).cancelled


def test_a_deleted_order_that_is_changed_later_is_there_again() -> None:
    (off,) = about({"id": 727}, "order.deleted", AT).facts
    before, after = order(), replace(order(), version_ms=AT * 1000 + 1)

    assert fold(a_key(), 2, [replace(before, version_ms=AT * 1000), off]).cancelled
    assert not fold(a_key(), 2, [after, off]).cancelled


def test_another_thing_s_id_calls_no_order_off() -> None:
    for topic in ("product.deleted", "customer.deleted", ""):
        given = json.dumps({"id": 727}).encode()
        found = woocommerce.read(given, {"x-wc-webhook-topic": topic}, CONTEXT)
        assert isinstance(found, Ignored)


def about(given: dict[str, Any], topic: str, received_at: int) -> Report:
    context = SourceContext("EUR", IDENTITY, moment_of(received_at))
    found = woocommerce.read(json.dumps(given).encode(), {"x-wc-webhook-topic": topic}, context)
    assert isinstance(found, Report)
    return found
