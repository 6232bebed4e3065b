"""What Stripe's amounts, refunds and disputes come to, and what of it is no news."""

import json
from dataclasses import replace
from typing import Any

import pytest

from referrals.model.errors import RefusedError
from referrals.model.order.conversion import Base, Dispute, DisputeFact, Ignored, RefundFact
from referrals.model.order.fold import fold
from referrals.providers.shops.stripe import webhook as stripe
from tests.shops.stripe.events import CONTEXT, event, fact, order, reading, report
from tests.world import a_key


@pytest.mark.parametrize(
    ("currency", "sent", "minor"),
    [
        ("jpy", 500, 500),
        ("bhd", 1230, 1230),
        ("isk", 50000, 500),
        ("ugx", 50000, 500),
        ("mga", 500, 50000),
        ("huf", 50000, 50000),
    ],
)
def test_stripe_s_own_decimals_are_ours_afterwards(currency: str, sent: int, minor: int) -> None:
    paid = order("checkout_completed", currency=currency, amount_total=sent, total_details={})

    assert paid.amounts.gross_minor == minor


def test_net_leaves_the_tax_out_in_either_shape() -> None:
    assert order("subscription_invoice_paid").amounts.base_minor(Base.NET) == 4202
    assert order("invoice_paid_2024").amounts.base_minor(Base.NET) == 4202


def test_credit_pays_its_share_of_the_tax() -> None:
    amounts = order("invoice_paid_in_part_by_credit").amounts

    assert (amounts.gross_minor, amounts.tax_minor) == (2500, 399)


def test_a_converted_checkout_keeps_both_currencies() -> None:
    for name in ("checkout_two_currencies", "checkout_converted_2024"):
        amounts = order(name).amounts
        assert (amounts.currency, amounts.gross_minor, amounts.tax_minor) == ("EUR", 5000, 798)
        assert (amounts.presentment_currency, amounts.presentment_minor) == ("JPY", 8150)


def test_a_renewal_is_no_first_order() -> None:
    assert order("invoice_paid_renewal").first_order is False
    assert order("subscription_invoice_paid").first_order is None


def test_test_mode_is_a_test() -> None:
    assert order("checkout_test_mode").test
    assert not order("checkout_completed").test


def test_a_bare_payment_intent_counts_beside_others_only() -> None:
    assert order("payment_intent_of_checkout").beside
    assert not order("payment_intent_with_code").beside
    assert not order("payment_intent_of_checkout", invoice=None).beside


def test_a_captured_payment_pays_its_checkout() -> None:
    held = order("checkout_completed", payment_status="unpaid")
    captured = replace(order("payment_intent_of_checkout"), version_ms=held.version_ms + 1000)

    state = fold(a_key(), 2, [held, captured])

    assert state.paid
    assert state.order is not None
    assert (state.order.amounts.tax_minor, state.order.signals.ref_codes) == (798, ("ada",))


@pytest.mark.parametrize(
    ("status", "amount", "undone"),
    [
        ("succeeded", 1250, 0),
        ("pending", 1250, 0),
        (None, 1250, 0),
        ("failed", 0, 1250),
        ("canceled", 0, 1250),
    ],
)
def test_a_refund_counts_unless_it_failed(status: object, amount: int, undone: int) -> None:
    found = fact("refund_created", status=status)

    assert isinstance(found, RefundFact)
    assert (found.amount_minor, found.undone_minor) == (amount, undone)


def test_a_failed_refund_lowers_the_running_total() -> None:
    told = [fact("charge_refunded_part"), fact("refund_failed"), order("checkout_completed")]

    assert fold(a_key(), 3, told).refunded_minor == 0


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("needs_response", Dispute.OPEN),
        ("under_review", Dispute.OPEN),
        ("won", Dispute.WON),
        ("lost", Dispute.LOST),
        ("warning_needs_response", Dispute.INQUIRY),
        ("warning_under_review", Dispute.INQUIRY),
        ("warning_closed", Dispute.WON),
    ],
)
def test_a_dispute_stands_where_its_status_says(status: str, standing: Dispute) -> None:
    found = fact("dispute_funds_withdrawn", status=status)

    assert isinstance(found, DisputeFact)
    assert found.standing is standing


def test_a_dispute_says_how_much_of_the_order_it_is_about() -> None:
    part = fact("dispute_created", amount=1000)

    assert (part.amount_minor, part.currency) == (1000, "EUR")
    assert fact("dispute_created", amount=None).amount_minor is None


def test_a_dispute_of_the_oldest_shape_is_its_charge_s() -> None:
    told = report("dispute_without_id")

    (dispute,) = told.facts
    assert (dispute.name, told.order_id) == ("dispute#ch_860001", "ch_860001")


def test_two_charges_of_one_invoice_add_up() -> None:
    charges = [fact("charge_refunded_part", id=f"ch_{name}") for name in "ab"]
    refund = fact("refund_created", charge="ch_a")

    state = fold(a_key(), 3, [order("checkout_completed"), *charges, refund])

    assert (charges[0].amount_minor, refund.amount_minor) == (1250, 1250)
    assert state.refunded_minor == 2500


@pytest.mark.parametrize(
    "name",
    ["checkout_setup", "customer_subscription_deleted", "thin_event"],
)
def test_what_moves_no_money_is_ignored(name: str) -> None:
    found = stripe.read(json.dumps(event(name)).encode(), {}, CONTEXT)

    assert isinstance(found, Ignored)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("checkout_completed", {"amount_total": 50.5}),
        ("checkout_completed", {"payment_status": "maybe"}),
        ("checkout_completed", {"payment_intent": "no id at all"}),
        ("checkout_completed", {"created": True}),
        ("subscription_invoice_paid", {"created": 10**15}),
        ("dispute_created", {"status": "escalated"}),
    ],
)
def test_what_cannot_be_read_is_refused(name: str, changes: dict[str, Any]) -> None:
    with pytest.raises(RefusedError):
        reading(name, **changes)
