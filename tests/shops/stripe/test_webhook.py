"""What Stripe's sessions, invoices and payment intents say of an order."""

from typing import Any

import pytest

from referrals.model.order.conversion import Payment
from tests.shops.stripe.events import order, report
from tests.world import a_token, hash_of


@pytest.mark.parametrize(
    ("name", "changes", "payment"),
    [
        ("checkout_completed", {}, Payment.PAID),
        ("checkout_completed", {"payment_status": "unpaid"}, Payment.PENDING),
        ("checkout_completed", {"amount_total": 0}, Payment.NOTHING_DUE),
        ("checkout_free", {}, Payment.NOTHING_DUE),
        ("checkout_async_failed", {}, Payment.PENDING),
        ("subscription_invoice_paid", {}, Payment.PAID),
        ("subscription_invoice_paid", {"status": "open"}, Payment.PENDING),
        ("invoice_paid_trial", {}, Payment.NOTHING_DUE),
        ("payment_intent_with_code", {}, Payment.PAID),
    ],
)
def test_payment_comes_from_the_object(
    name: str, changes: dict[str, Any], payment: Payment
) -> None:
    assert order(name, **changes).payment is payment


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("checkout_completed", ["pi_860001"]),
        ("checkout_free", ["cs_live_860007"]),
        ("subscription_checkout_completed", ["in_860003"]),
        ("subscription_invoice_paid", ["in_860003", "sub_860003"]),
        ("subscription_invoice_payment_paid", ["in_860003", "pi_860003"]),
        ("invoice_paid_2024", ["in_860004", "pi_860004", "ch_860004", "sub_860004"]),
        ("invoice_paid_renewal", ["in_860005"]),
        ("charge_refunded_part", ["pi_860001", "ch_860001"]),
        ("invoice_2024_charge_refunded", ["in_860004", "pi_860004", "ch_860004"]),
        ("refund_created", ["pi_860001", "ch_860001"]),
        ("subscription_dispute_by_charge", ["ch_860003"]),
    ],
)
def test_every_name_of_an_order_is_told(name: str, named: list[str]) -> None:
    found = report(name)

    assert [found.order_id, *(found.aliases or ())] == named


def test_a_session_before_invoices_were_named_goes_by_its_subscription() -> None:
    assert report("subscription_checkout_completed", invoice=None).order_id == "sub_860003"


def test_a_reference_may_be_a_code_or_a_token() -> None:
    token = a_token()

    assert order("checkout_completed").signals.ref_codes == ("ada",)
    assert order("checkout_completed", client_reference_id=token).signals.click_tokens == (token,)


@pytest.mark.parametrize("own", ["user_12", "5f0c5a1e-5f3b-4a0e-9d5a-0a1b2c3d4e5f", "B" * 60, 7])
def test_a_shop_s_own_reference_is_nobody_s_code(own: object) -> None:
    signals = order("checkout_completed", client_reference_id=own).signals

    assert (signals.ref_codes, signals.click_tokens) == ((), ())


def test_metadata_hints_on_any_object() -> None:
    assert order("checkout_completed_unpaid").signals.ref_codes == ("ada",)
    assert order("invoice_paid_2024").signals.ref_codes == ("ada",)
    assert order("payment_intent_with_code").signals.ref_codes == ("ada",)
    details = {"subscription_details": {"metadata": {"gw": "token"}, "subscription": "sub_1"}}
    assert order("subscription_invoice_paid", parent=details).signals.click_tokens == ("token",)


@pytest.mark.parametrize(
    "discount",
    [
        {"promotion_code": {"id": "promo_1", "code": "ADA"}},
        {"promotion_code": "promo_1", "coupon": "ADA"},
        {"coupon": {"id": "ADA", "percent_off": 10}},
        {"source": {"type": "coupon", "coupon": "ADA"}},
    ],
)
def test_a_discount_s_code_is_a_hint_where_told(discount: dict[str, Any]) -> None:
    assert order("checkout_completed", discounts=[discount]).signals.coupon_codes == ("ADA",)


def test_a_checkout_field_called_ref_is_a_hint() -> None:
    field = {"key": "ref", "type": "text", "text": {"value": "eve-rides"}}

    signals = order("checkout_completed", client_reference_id=None, custom_fields=[field]).signals

    assert signals.ref_codes == ("eve-rides",)


def test_the_friend_is_known_by_mail_or_else_by_id() -> None:
    found = report("subscription_checkout_completed")

    assert (found.contact.email, found.contact.first_name) == ("ben@example.com", "Ben")
    assert found.contact.may_write
    assert order("checkout_completed").customer_hash == hash_of("ben@example.com")
    nameless = order("subscription_invoice_paid", customer_email=None).customer_hash
    assert nameless not in ("", hash_of("ben@example.com"))
