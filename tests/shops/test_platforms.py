"""What the further platforms' bodies mean: payment, amounts, hints, and what went back."""

import json
from typing import Any

import pytest

from referrals.model.money import UnreadableMoneyError
from referrals.model.order.conversion import (
    CancellationFact,
    Dispute,
    DisputeFact,
    Fact,
    OrderFact,
    Payment,
    Reading,
    Report,
)
from referrals.model.order.fold import fold
from referrals.providers.shops.body import UnreadableFieldError
from referrals.providers.shops.minor_amount import required_minor_amount
from referrals.providers.shops.note_hints import known_customer, written_pairs
from referrals.providers.shops.registry import find_source
from referrals.providers.shops.source import SourceContext
from tests.template import ROOT
from tests.world import IDENTITY, a_key, hash_of

CONTEXT = SourceContext("EUR", IDENTITY)


def reading(name: str) -> Reading:
    event = json.loads((ROOT / f"events/conversions/{name}.json").read_text())
    source = find_source(name.partition("_")[0])
    assert source is not None
    return source.read(event["body"].encode(), event["headers"], CONTEXT)


def facts(*names: str) -> list[Fact]:
    found = [reading(name) for name in names]
    return [fact for each in found if isinstance(each, Report) for fact in each.facts]


def order(name: str) -> OrderFact:
    (fact,) = [fact for fact in facts(name) if isinstance(fact, OrderFact)]
    return fact


@pytest.mark.parametrize(
    ("name", "payment"),
    [
        ("square_payment_created_approved", Payment.PENDING),
        ("square_payment_updated_completed", Payment.PAID),
        ("paddle_transaction_paid", Payment.PAID),
        ("paddle_transaction_completed", Payment.PAID),
        ("paddle_transaction_completed_trial", Payment.NOTHING_DUE),
        ("lemonsqueezy_order_created_pending", Payment.PENDING),
        ("lemonsqueezy_order_created", Payment.PAID),
        ("lemonsqueezy_order_created_free", Payment.NOTHING_DUE),
        ("segment_order_completed", Payment.PENDING),
        ("segment-server_order_completed", Payment.PAID),
        ("bigcommerce_created_awaiting_payment", Payment.PENDING),
        ("bigcommerce_status_authorized", Payment.PENDING),
        ("bigcommerce_status_paid", Payment.PAID),
        ("bigcommerce_status_paid_offline", Payment.PAID),
        ("bigcommerce_gift_certificate_only", Payment.NOTHING_DUE),
        ("bigcommerce_refunded_by_hand", Payment.PAID),
    ],
)
def test_payment_is_decided_from_the_body(name: str, payment: Payment) -> None:
    assert order(name).payment is payment


@pytest.mark.parametrize(
    "name",
    [
        "square_payment_updated_sandbox",
        "lemonsqueezy_order_created_test_mode",
        "segment-server_order_completed_test",
        "bigcommerce_test_gateway",
    ],
)
def test_a_test_mode_never_counts(name: str) -> None:
    assert order(name).test


@pytest.mark.parametrize("name", ["paddle_transaction_renewal", "lemonsqueezy_invoice_renewal"])
def test_a_renewal_is_no_first_order(name: str) -> None:
    assert order(name).first_order is False


def test_a_first_invoice_leaves_the_hints_to_its_order() -> None:
    first = order("lemonsqueezy_invoice_initial")

    assert order("lemonsqueezy_order_created").signals.ref_codes == ("ada",)
    assert first.signals.ref_codes == ()
    assert (first.beside, first.first_order) == (True, None)


@pytest.mark.parametrize(
    "name", ["square_payment_updated_completed", "paddle_transaction_completed"]
)
def test_hints_come_from_where_the_shop_could_write(name: str) -> None:
    assert order(name).signals.ref_codes == ("ada",)


def test_a_note_says_whose_order_only_when_marked() -> None:
    assert written_pairs("Order 1001, ref=ada gw=AXyz_9-") == [("ref", "ada"), ("gw", "AXyz_9-")]
    assert written_pairs("ada", "href=ada", None, 5) == []


def test_a_customer_known_by_id_is_the_same_one() -> None:
    by_id = known_customer(IDENTITY, "paddle", "ctm_1")

    assert by_id == known_customer(IDENTITY, "paddle", "ctm_1", "")
    assert by_id != known_customer(IDENTITY, "square", "ctm_1")
    assert known_customer(IDENTITY, "paddle", "ctm_1", "ben@example.com") == hash_of(
        "ben@example.com"
    )
    assert known_customer(IDENTITY, "paddle", None) == ""


@pytest.mark.parametrize(
    ("names", "refunded", "disputed"),
    [
        (["square_payment_updated_completed", "square_refund_created_pending"], 1250, False),
        (["square_payment_updated_completed", "square_refund_updated_rejected"], 0, False),
        (["square_payment_updated_completed", "square_dispute_created"], 0, True),
        (["paddle_transaction_completed", "paddle_adjustment_updated_approved"], 1250, False),
        (["paddle_transaction_completed", "paddle_adjustment_updated_reversed"], 0, False),
        (["paddle_transaction_completed", "paddle_chargeback"], 0, True),
        (["lemonsqueezy_order_refunded_part"], 1250, False),
        (["lemonsqueezy_order_refunded_without_amount"], 5000, False),
        (["bigcommerce_refund_created"], 1250, False),
        (["bigcommerce_disputed"], 5000, False),
    ],
)
def test_what_went_back_is_what_moved(names: list[str], refunded: int, disputed: bool) -> None:
    state = fold(a_key(), 1, facts(*names))

    assert (state.refunded_minor, state.is_disputed) == (refunded, disputed)


@pytest.mark.parametrize("name", ["square_dispute_inquiry", "paddle_chargeback_warning"])
def test_an_inquiry_takes_nothing_and_is_told(name: str) -> None:
    (fact,) = facts(name)

    assert isinstance(fact, DisputeFact)
    assert (fact.standing, fact.currency) == (Dispute.INQUIRY, "EUR")
    assert not fold(a_key(), 1, [fact]).is_disputed


@pytest.mark.parametrize(
    ("source", "raw"),
    [
        ("signed", {"timestamp": "2026-11-22T09:30:00Z", "data": {"order_id": "1001"}}),
        ("stripe", {"object": "event", "data": {"object": {}}}),
        ("square", {"data": {"object": {}}}),
        ("paddle", {"data": {}}),
        ("lemonsqueezy", {"meta": {}, "data": {"id": "1"}}),
        ("segment", {"event": "Order Completed"}),
        ("segment-server", {"type": "track", "properties": {}}),
        ("bigcommerce", {"data": {"id": 1}}),
    ],
)
def test_a_body_that_does_not_say_what_it_is_is_not_dropped(source: str, raw: Any) -> None:
    found = find_source(source)
    assert found is not None

    with pytest.raises(UnreadableFieldError):
        found.read(json.dumps(raw).encode(), {}, CONTEXT)


@pytest.mark.parametrize("name", ["paddle_chargeback", "paddle_chargeback_reverse"])
def test_a_chargeback_ends_the_warning_before_it(name: str) -> None:
    (warned,) = facts("paddle_chargeback_warning")
    ended = facts(name)[1]
    assert isinstance(ended, DisputeFact)

    assert (ended.name, ended.standing) == (warned.name, Dispute.WON)


def test_a_chargeback_turned_round_is_the_same_dispute() -> None:
    opened, _, won, _ = facts("paddle_chargeback", "paddle_chargeback_reverse")

    assert isinstance(opened, DisputeFact)
    assert isinstance(won, DisputeFact)
    assert (opened.name, opened.standing) == (won.name, Dispute.OPEN)
    assert won.standing is Dispute.WON


def test_a_status_set_by_hand_can_be_unset() -> None:
    gone, off, back = map(
        order, ("bigcommerce_disputed", "bigcommerce_cancelled_unpaid", "bigcommerce_status_paid")
    )

    assert [each.given_back_minor for each in (gone, off, back)] == [5000, 0, 0]
    assert [each.called_off for each in (gone, off, back)] == [False, True, False]


def test_a_whole_refund_without_a_total_is_a_cancellation() -> None:
    (fact,) = facts("segment-server_order_refunded_whole")

    assert isinstance(fact, CancellationFact)


def test_two_currencies_are_brought_to_the_shops() -> None:
    amounts = order("bigcommerce_two_currencies").amounts

    assert (amounts.currency, amounts.gross_minor) == ("EUR", 5000)
    assert (amounts.presentment_currency, amounts.presentment_minor) == ("USD", 5500)


@pytest.mark.parametrize(
    ("value", "currency", "exponents", "minor"),
    [
        (1000, "EUR", {}, 1000),
        ("1000", "JPY", {}, 1000),
        (1000, "KWD", {}, 1000),
        (1000, "ISK", {"ISK": 2}, 10),
        (1050, "UGX", {"UGX": 2}, 10),
        (-5, "EUR", {}, -5),
    ],
)
def test_a_platforms_unit_becomes_the_currencys(
    value: Any, currency: str, exponents: dict[str, int], minor: int
) -> None:
    assert required_minor_amount({"total": value}, "total", currency, exponents) == minor


@pytest.mark.parametrize("value", ["10.00", "", None, True, 9.99, "٣", "1e3", " 1", [1], 10**30])
def test_what_is_no_whole_number_is_refused(value: Any) -> None:
    with pytest.raises(UnreadableMoneyError):
        required_minor_amount({"total": value}, "total", "EUR", {})


def test_copies_in_dollars_are_never_read() -> None:
    event = json.loads((ROOT / "events/conversions/lemonsqueezy_order_created.json").read_text())
    body = json.loads(event["body"])
    attributes = body["data"]["attributes"]
    copies = {name: 9_999_999 for name in attributes if name.endswith("_usd")}
    source = find_source("lemonsqueezy")
    assert source

    attributes.update(copies or {"total_usd": 9_999_999})

    read = source.read(json.dumps(body).encode(), event["headers"], CONTEXT)
    assert read == reading("lemonsqueezy_order_created")
