"""Lemon Squeezy's webhooks: orders, and the invoices of subscriptions.

There is no event id and no signed time; what `refunded_amount` tells is a running total. A first
invoice is the same purchase as its subscription's order, and only the subscription knows both.
"""

from dataclasses import replace
from datetime import datetime

from referrals.model.money import parse_currency
from referrals.model.order.conversion import (
    Act,
    ActFact,
    Amounts,
    Contact,
    Ignored,
    OrderFact,
    Payment,
    Reading,
    Report,
    Signals,
)
from referrals.model.order.provenance import LISTED
from referrals.providers.shops.act_report import with_act
from referrals.providers.shops.body import (
    Body,
    UnreadableFieldError,
    customer_hash,
    kind_of,
    mapping,
    milliseconds,
    moment,
    order_id,
    parse,
    text,
    told_word,
)
from referrals.providers.shops.hints import ACCEPTS_MAIL, CLICK, COOKIE, REF, gather
from referrals.providers.shops.minor_amount import Exponents, minor_amount, required_minor_amount
from referrals.providers.shops.signature import has_valid_signature, hmac_hex, text_keys
from referrals.providers.shops.source import Headers, Proof, SourceContext

KEPT_HEADERS: tuple[str, ...] = ("x-event-name",)
EXPONENTS: Exponents = {"ISK": 2, "UGX": 2, "MGA": 0}
"""It charges through Stripe and passes Stripe's units on: two in hundredths, ariary whole."""
_ORDERS, _INVOICES, _SUBSCRIPTIONS = "orders", "subscription-invoices", "subscriptions"
_PAYMENTS = {
    "pending": Payment.PENDING,
    "failed": Payment.PENDING,
    "void": Payment.PENDING,
    "paid": Payment.PAID,
    "refunded": Payment.PAID,
    "partial_refund": Payment.PAID,
    "partially_refunded": Payment.PAID,
    "fraudulent": Payment.PAID,
}


def verify(secrets: tuple[str, ...], headers: Headers, raw: bytes, now: datetime) -> Proof:  # noqa: ARG001
    given = headers.get("x-signature", "")
    genuine = has_valid_signature([given], text_keys(secrets), raw, hmac_hex)
    return Proof.GENUINE if genuine else Proof.FORGED


def sign(secret: str, raw: bytes, *, topic: str, now: datetime) -> dict[str, str]:  # noqa: ARG001
    return {
        "content-type": "application/json",
        "x-event-name": topic,
        "x-signature": hmac_hex(secret.encode(), raw),
    }


def read(raw: bytes, headers: Headers, context: SourceContext) -> Reading:  # noqa: ARG001
    body = parse(raw)
    data, meta = mapping(body.get("data")), mapping(body.get("meta"))
    kind, found = kind_of(data, "type"), mapping(data.get("attributes"))
    if kind == _SUBSCRIPTIONS:
        return _subscription_report(data, found)
    if kind not in (_ORDERS, _INVOICES):
        return Ignored(f"{kind[:60]!r} are no orders")
    name = order_id(data.get("id"), "data.id")
    contact = Contact(
        email=text(found.get("user_email")),
        first_name=text(found.get("user_name")).partition(" ")[0],
        may_write=told_word(mapping(meta.get("custom_data")).get(ACCEPTS_MAIL)),
    )
    fact = _order(found, meta, context)
    if kind == _INVOICES and found.get("billing_reason") == "initial":
        return _first_invoice(fact, found, meta, contact)
    # The shop's own list knows no custom data: heard beside the webhook, it takes no hints away.
    fact = replace(fact, witness=LISTED) if meta.get("listed") is True else fact
    # An invoice may have the number of an order.
    if kind == _ORDERS:
        return Report(name, (fact,), contact)
    report = Report(f"invoice-{name}", (fact,), contact)
    # An update in the middle of a period is no renewal.
    renews = found.get("billing_reason") == "renewal" and found.get("subscription_id")
    number = _subscription(found.get("subscription_id")) if renews else ""
    return with_act(report, Act.RENEWAL if renews else Act.PURCHASE, number)


def _subscription_report(data: Body, found: Body) -> Reading:
    """A subscription alone tells which order it began with, and so whose its first invoice is."""
    if not found.get("order_id"):
        return Ignored("a subscription without an order")
    name = order_id(found.get("order_id"), "order_id")
    number = _subscription(data.get("id"))
    at = milliseconds(found, "updated_at", "created_at") if found.get("updated_at") else 0
    trial = found.get("status") == "on_trial"
    began = ActFact(Act.TRIAL if trial else Act.PURCHASE, at, number)
    return Report(name, (began,) if at else (), aliases=(number,))


def _first_invoice(fact: OrderFact, found: Body, meta: Body, contact: Contact) -> Report:
    """The purchase that its order tells of, which has the hints: it counts beside that alone, for
    one purchase must not pay twice."""
    fact = replace(fact, signals=Signals(), first_order=None, witness="invoice", beside=True)
    subscription = _subscription(found.get("subscription_id"))
    if not meta.get("order_id"):
        return Report(subscription, (fact,), contact, aliases=())
    # The shop's own list tells it beside the invoice.
    about = order_id(meta.get("order_id"), "meta.order_id")
    return Report(about, (fact,), contact, aliases=(subscription,))


def _subscription(number: object) -> str:
    return f"subscription-{order_id(number, 'subscription_id')}"


def _order(found: Body, meta: Body, context: SourceContext) -> OrderFact:
    amounts, custom = _amounts(found), mapping(meta.get("custom_data"))
    named = [(name, text(custom.get(name))) for name in (CLICK, COOKIE, REF)]
    return OrderFact(
        payment=_payment(found, amounts),
        amounts=amounts,
        occurred_at=moment(found, "created_at"),
        version_ms=milliseconds(found, "updated_at", "created_at"),
        customer_hash=customer_hash(context.identity_key, found.get("user_email")),
        signals=gather(named, [text(custom.get("coupon"))], ""),
        # The first invoice is no order of its own: every other one is a later payment.
        first_order=False if "billing_reason" in found else None,
        test=found.get("test_mode") is True or meta.get("test_mode") is True,
        order_name=text(found.get("order_number")),
        given_back_minor=_given_back(found, amounts),
        called_off=found.get("status") == "fraudulent",
    )


def _payment(found: Body, amounts: Amounts) -> Payment:
    status = text(found.get("status"))
    if status not in _PAYMENTS:
        raise UnreadableFieldError("this is no status we know.", field="status")
    payment = _PAYMENTS[status]
    free = payment is Payment.PAID and amounts.gross_minor == 0
    return Payment.NOTHING_DUE if free else payment


def _amounts(found: Body) -> Amounts:
    """In the order's own currency: the copies in dollars are unreliable and never read."""
    currency = parse_currency(found.get("currency"))
    return Amounts(
        currency=currency,
        gross_minor=required_minor_amount(found, "total", currency, EXPONENTS),
        tax_minor=minor_amount(found, "tax", currency, EXPONENTS),
    )


def _given_back(found: Body, amounts: Amounts) -> int:
    """Older bodies have no amount: `refunded` alone means all of it."""
    refunded = minor_amount(found, "refunded_amount", amounts.currency, EXPONENTS)
    wholly = found.get("refunded") is True or found.get("status") == "refunded"
    return max(refunded, amounts.gross_minor) if wholly else refunded
