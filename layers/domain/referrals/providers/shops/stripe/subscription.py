"""What Stripe tells of subscriptions and new customers: how one began, what an invoice renews."""

from referrals.model.era import moment_of
from referrals.model.order.conversion import (
    Act,
    ActFact,
    Contact,
    Ignored,
    Reading,
    Report,
    Signals,
)
from referrals.providers.shops.act_report import SIGNUP, free_act, with_act
from referrals.providers.shops.body import Body, mapping, text
from referrals.providers.shops.note_hints import known_customer
from referrals.providers.shops.source import SourceContext
from referrals.providers.shops.stripe.hints import hints
from referrals.providers.shops.stripe.order import names, seconds

_ACTS = {"subscription_create": Act.PURCHASE, "subscription_cycle": Act.RENEWAL}


def with_subscription(reading: Reading, body: Body) -> Reading:
    """A session or an invoice with the subscription that it begins or renews; what else one is
    charged for does neither."""
    if not isinstance(reading, Report):
        return reading
    reason = text(body.get("billing_reason"))
    act = _ACTS.get(reason, Act.PURCHASE)
    if reason and reason not in _ACTS:
        return reading
    return with_act(reading, act, _subscription_of(body))


def _subscription_of(body: Body) -> str:
    """Under `parent` since 2025-03-31."""
    details = mapping(mapping(body.get("parent")).get("subscription_details"))
    return next(iter(names(body.get("subscription"), details.get("subscription"))), "")


def read_subscription(event: Body, subscription: Body) -> Reading:
    """A trial's first invoice comes to nothing, as a free order's does: only this tells them
    apart."""
    if subscription.get("status") != "trialing":
        return Ignored("a subscription that begins without a trial: its invoice tells it")
    named = names(subscription.get("latest_invoice"), subscription.get("id"))
    own = names(subscription.get("id"))
    if not own:
        return Ignored("a subscription without an id")
    began = ActFact(Act.TRIAL, seconds(event, "created") * 1000, own[0])
    return Report(named[0], (began,), aliases=named[1:])


def read_customer(event: Body, customer: Body, context: SourceContext) -> Reading:
    """A sign-up, where its metadata says who sent them; customers without are nobody's."""
    found = hints(customer)
    own = names(customer.get("id"))
    if found == Signals() or not own:
        return Ignored("a customer without a hint at who sent them")
    address = text(customer.get("email"))
    return free_act(
        Act.SIGNUP,
        f"{SIGNUP}{own[0]}",
        moment_of(seconds(customer if "created" in customer else event, "created")),
        currency=context.currency,
        customer_hash=known_customer(context.identity_key, "stripe", own[0], address),
        signals=found,
        contact=Contact(email=address, first_name=text(customer.get("name")).partition(" ")[0]),
        test=event.get("livemode") is False or customer.get("livemode") is False,
    )
