"""No published sample is left out unsaid: what the index decides, what we do, what isn't ours."""

import json
from typing import Any

import pytest

from referrals.model.errors import RefusedError
from referrals.model.order.conversion import Held, OrderFact, RefundFact, Report
from referrals.providers.shops.source import Proof, SourceContext
from referrals.providers.shops.stripe import webhook as stripe
from referrals.providers.shops.woocommerce import webhook as woocommerce
from tests.shops.samples import BODIES, INDEX, SAMPLES, needs_samples, outcome, reading_of
from tests.world import AT, IDENTITY, NOW

SAMPLES_IN_ALL = 84
# The index has no decision for Square's; these are ours.
SQUARE = {
    "PaymentUpdatedEvent.json": "grant",
    "PaymentCreatedEvent.json": "wait",
    "RefundCreatedEvent.json": "reverse",
    "OrderUpdatedEvent.json": "ignore",
    "CustomerCreatedEvent.json": "ignore",
    "InvoicePaymentMadeEvent.json": "ignore",
    "SubscriptionCreatedEvent.json": "ignore",
}
# Objects of the current API without an event around them: what each is an event's object of.
OBJECTS = {
    "current_api.invoice.object.json": "invoice.paid",
    "current_api.checkout.session.object.json": "checkout.session.completed",
    "current_api.refund.object.json": "refund.created",
    "current_api.charge.object.json": "charge.refunded",
    "current_api.promotion_code.object.json": "promotion_code.created",
    "current_api.coupon.object.json": "coupon.created",
    "current_api.customer_balance_transaction.object.json": "customer.balance_transaction",
}
NOT_BODIES = {
    "shopify/gql_orders.multi_currency.csv": "rows of a list of orders, not a webhook",
    "adobe-commerce/cloudevent_product_save.json": "no such source: docs/sources.md says why",
}
AMOUNTS = {
    "shopify/orders_paid.test-notification.json": 40495,
    # 598.94, of which lines for 399.29 came back and only 209.00 went out for them.
    "shopify/order_partially_refunded.code_and_note_attributes.json": 40865,
    "shopify/order_partially_paid.json": 19900,
    "shopify/order_paid.percentage_discount_code.json": 18109,
    "shopify/order_pending.json": 19900,
    "shopify/order_with_nulls.json": 1000,
    "stripe/checkout.session.completed.json": 3000,
    "stripe/checkout.session.completed.payment_mode.json": 25000,
    "stripe/invoice.paid.json": 2000,
    "stripe/payment_intent.succeeded.json": 2000,
    "stripe/invoice.discounted.object-only.json": 24512,
    "stripe/charge.refunded.json": 100,
    "stripe/live_charge_refunded.json": 2500,
    "stripe/live_refund_created.json": 1000,
}


def sample(name: str) -> tuple[str, dict[str, Any]]:
    source, _, file = name.partition("/")
    return source, next(each for each in INDEX[source] if each["file"] == file)


@needs_samples
def test_every_sample_is_played_or_named() -> None:
    every = {f"{source}/{each['file']}" for source, listed in INDEX.items() for each in listed}
    played = {str(case.id) for case in BODIES}
    ours = {f"square/{file}" for file in SQUARE} | {f"stripe/{file}" for file in OBJECTS}
    vectors = {name for name in every if "vectors" in name}

    assert every == played | ours | vectors | set(NOT_BODIES)
    assert len(every) == SAMPLES_IN_ALL


@needs_samples
@pytest.mark.parametrize("file", sorted(SQUARE))
def test_an_example_of_square_leads_where_it_should(file: str) -> None:
    assert outcome(reading_of(*sample(f"square/{file}"))) == SQUARE[file]


@needs_samples
@pytest.mark.parametrize("file", sorted(OBJECTS))
def test_an_object_of_stripes_newest_shape_is_read_or_held(file: str) -> None:
    stored = json.loads((SAMPLES / "stripe" / file).read_text())
    event = {"type": OBJECTS[file], "created": AT, "data": {"object": stored}}

    from_body = read(json.dumps(event).encode())

    assert from_body in ("grant", "wait", "reverse", "ignore", "hold", "no reversal")


def read(raw: bytes) -> str:
    try:
        return outcome(stripe.read(raw, {}, SourceContext("USD", IDENTITY)))
    except RefusedError as error:
        return outcome(Held(error.code))


@needs_samples
@pytest.mark.parametrize("name", sorted(AMOUNTS))
def test_a_sample_comes_to_the_amount_it_states(name: str) -> None:
    reading = reading_of(*sample(name))

    assert isinstance(reading, Report)
    orders = [f.amounts.gross_minor for f in reading.facts if isinstance(f, OrderFact)]
    refunds = [f.amount_minor for f in reading.facts if isinstance(f, RefundFact)]
    assert (orders or refunds)[0] == AMOUNTS[name]


@needs_samples
def test_the_vector_with_an_empty_secret_proves_nothing() -> None:
    (vector,) = json.loads((SAMPLES / "woocommerce/vectors.json").read_text())["vectors"]
    headers = {"x-wc-webhook-signature": vector["header"]}

    proof = woocommerce.verify((vector["secret"],), headers, vector["body"].encode(), NOW)

    assert proof is Proof.FORGED
