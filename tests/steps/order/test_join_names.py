"""One order under several names: whichever body comes first, it ends as one."""

import json
from functools import cache
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referrals.desks import conversion as conversion_desk
from referrals.model.era import moment_of
from referrals.model.order.conversion import Contact, Conversion
from referrals.model.order.receipt import Outcome, Receipt
from referrals.model.order_key import ConversionKey
from referrals.providers.shops.stripe import webhook as stripe
from referrals.steps.order.join_names import Names
from referrals.steps.order.record_conversion import Delivery, record_conversion
from referrals.wiring import stores
from tests.shops.stripe.events import event
from tests.world import AT, NOW, a_key, a_refund, an_order, store_program, webhook_secret

SECRET = "whsec_stripe"
NUMBERS = count(1)
SUBSCRIPTION = (
    "subscription_checkout_completed",
    "subscription_invoice_paid",
    "subscription_invoice_payment_paid",
    "subscription_payment_intent",
    "subscription_charge_refunded",
    "subscription_dispute_by_charge",
)
OLDER = ("invoice_paid_2024", "invoice_2024_payment_intent", "invoice_2024_charge_refunded")
CHECKOUT = (
    "checkout_completed",
    "payment_intent_of_checkout",
    "charge_refunded_part",
    "refund_created",
    "refund_failed",
    "dispute_created",
    "dispute_closed_won",
)


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()
    webhook_secret("stripe", SECRET)


def send(body: dict[str, Any], number: str, now: int = AT + 10_000) -> Receipt:
    raw = json.dumps(body).replace(body_number(body), number).encode()
    headers = stripe.sign(SECRET, raw, topic="", now=moment_of(now))
    return record_conversion(
        Delivery("friends", "stripe", headers, raw, moment_of(now)), conversion_desk.recording()
    )


def body_number(body: dict[str, Any]) -> str:
    return next(number for number in ("860001", "860003", "860004") if number in json.dumps(body))


def state(name: str) -> Conversion:
    return stores.conversions().state(ConversionKey("friends", "stripe", name))


def order_summary(kind: str, number: str) -> str:
    """All that the order came to, but for its number and for how many facts it took."""
    found = state(f"{kind}_{number}")
    contact = stores.conversions().contact(found.key)
    losses = (found.refunded_minor, found.lost_minor, found.cancelled, found.is_disputed)
    return repr((found.order, losses, contact)).replace(number, "")


def summary_of_life(life: tuple[str, ...], own: str) -> str:
    number = f"97{next(NUMBERS):04d}"
    for name in life:
        send(event(name), number)
    assert state(f"{own}_{number}").paid
    return order_summary(own, number)


in_order = cache(summary_of_life)


@pytest.mark.parametrize(
    ("life", "own"), [(SUBSCRIPTION, "in"), (OLDER, "in"), (CHECKOUT, "pi")], ids=lambda v: v[0]
)
@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_life_ends_the_same_under_any_name(
    life: tuple[str, ...], own: str, data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(life), max_size=3))
    shuffled = data.draw(st.permutations([*life, *again]))

    assert summary_of_life(tuple(shuffled), own) == in_order(life, own)


def test_a_refund_before_its_invoice_finds_it() -> None:
    first = send(event("subscription_charge_refunded"), "970000")
    linked = send(event("subscription_invoice_payment_paid"), "970000")
    send(event("subscription_checkout_completed"), "970000")

    assert first.order_id == "pi_970000"
    assert (linked.outcome, linked.order_id) == (Outcome.RECORDED, "in_970000")
    assert state("in_970000").lost_minor == 5000


def test_a_link_told_twice_is_a_replay() -> None:
    for outcome in (Outcome.RECORDED, Outcome.REPLAYED):
        assert send(event("subscription_invoice_payment_paid"), "970000").outcome is outcome


def test_an_order_under_its_lesser_name_is_called_off() -> None:
    body = event("subscription_payment_intent")
    body["data"]["object"]["metadata"] = {"ref": "ada"}
    send(body, "970000")
    send(event("subscription_invoice_payment_paid"), "970000")

    assert state("pi_970000").cancelled
    assert not state("in_970000").cancelled
    assert state("in_970000").paid


def names() -> Names:
    conversions = stores.conversions()
    return Names(stores.aliases(), conversions, stores.bodies())


def test_a_move_that_died_half_way_is_finished() -> None:
    lesser, greater = a_key("pi"), a_key("in")
    stores.conversions().record(lesser, a_refund(1250), body="", at=NOW)
    names().aliases.add(lesser, greater)

    assert names().join([greater, lesser]) == (greater, False)

    assert stores.conversions().state(greater).refunded_minor == 1250


def test_a_fact_beside_a_move_is_brought_along() -> None:
    lesser, greater = a_key("pi"), a_key("in")
    names().join([greater, lesser])
    stores.conversions().record(lesser, a_refund(1250), body="", at=NOW)

    assert names().settle(lesser) == greater

    assert stores.conversions().state(greater).refunded_minor == 1250


def test_names_in_a_chain_lead_to_the_greatest() -> None:
    charge, payment, invoice = a_key("ch"), a_key("pi"), a_key("in")
    names().join([payment, charge])
    stores.conversions().record(payment, an_order(), body="", at=NOW)
    names().join([invoice, payment])

    assert names().end_of(charge) == invoice
    assert stores.conversions().state(invoice).paid
    assert stores.conversions().contact(invoice) == Contact()
