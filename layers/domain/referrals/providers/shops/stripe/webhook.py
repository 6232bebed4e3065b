"""Stripe's webhooks: a checkout, an invoice or a payment is the order, whichever tells the most.

An order is named by its invoice, else by its payment intent, else by its charge or session; every
body also tells the lesser names, so that refunds and disputes find the order by any of them.
"""

from datetime import datetime

from referrals.model.order.conversion import (
    Dispute,
    DisputeFact,
    Ignored,
    Reading,
    RefundFact,
    Report,
)
from referrals.providers.shops.body import (
    Body,
    UnreadableFieldError,
    kind_of,
    mapping,
    order_id,
    parse,
    text,
)
from referrals.providers.shops.minor_amount import required_minor_amount, stated_minor_amount
from referrals.providers.shops.signature import text_keys
from referrals.providers.shops.source import Headers, Proof, SourceContext
from referrals.providers.shops.stripe.order import (
    EXPONENTS,
    currency_of,
    names,
    read_invoice,
    read_payment,
    read_session,
    seconds,
)
from referrals.providers.shops.stripe.subscription import (
    read_customer,
    read_subscription,
    with_subscription,
)
from referrals.providers.shops.timed_signature import TimedSignature

KEPT_HEADERS: tuple[str, ...] = ()
_SIGNED = TimedSignature("stripe-signature", between=",", time="t", signature="v1", joint=b".")
_SESSIONS = {
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
}
_INVOICES = {"invoice.paid", "invoice.payment_succeeded"}
_REFUNDS = {"refund.created", "refund.updated", "refund.failed", "charge.refund.updated"}
_UNDONE = {"failed", "canceled"}
_GIVEN_BACK = {"", "pending", "requires_action", "succeeded"}
_STANDINGS = {
    "warning_needs_response": Dispute.INQUIRY,
    "warning_under_review": Dispute.INQUIRY,
    "warning_closed": Dispute.WON,
    "needs_response": Dispute.OPEN,
    "under_review": Dispute.OPEN,
    "won": Dispute.WON,
    # The refund that closed it is told as a refund.
    "charge_refunded": Dispute.WON,
    "lost": Dispute.LOST,
    "prevented": Dispute.LOST,
}


def verify(secrets: tuple[str, ...], headers: Headers, raw: bytes, now: datetime) -> Proof:
    return _SIGNED.proof(_keys(secrets), headers, raw, now)


def sign(secret: str, raw: bytes, *, topic: str, now: datetime) -> dict[str, str]:  # noqa: ARG001
    return _SIGNED.headers_for(secret.encode(), raw, now=now)


def _keys(secrets: tuple[str, ...]) -> list[bytes]:
    """`whsec_...` is the key as it is written; the mere prefix is a secret left out."""
    filled = tuple(each for each in secrets if each.strip().removeprefix("whsec_").strip("="))
    return text_keys(filled)


def read(raw: bytes, headers: Headers, context: SourceContext) -> Reading:  # noqa: ARG001
    event = parse(raw)
    topic = kind_of(event, "type")
    if event.get("object") == "v2.core.event" or topic.startswith("v2."):
        return Ignored("a thin event: it carries no order")
    body = mapping(mapping(event.get("data")).get("object"))
    match topic:
        case _ if topic in _SESSIONS:
            return with_subscription(read_session(event, body, context), body)
        case _ if topic in _INVOICES:
            return with_subscription(read_invoice(event, body, context), body)
        case "customer.subscription.created":
            return read_subscription(event, body)
        case "customer.created":
            return read_customer(event, body, context)
        case "payment_intent.succeeded":
            return read_payment(event, body, context)
        case "invoice_payment.paid":
            return _invoice_payment_report(body)
        case "charge.refunded":
            named = names(body.get("invoice"), body.get("payment_intent"), body.get("id"))
            return _about(named, _refund_fact(event, body))
        case _ if topic in _REFUNDS:
            return _about(_paid_by(body), _refund(event, body))
        case _ if topic.startswith("charge.dispute."):
            return _dispute(event, body)
    return Ignored(f"type {topic[:60]!r} moves no money")


def _about(named: tuple[str, ...], *facts: RefundFact | DisputeFact) -> Reading:
    if not named:
        return Ignored("about nothing that was paid through Stripe")
    return Report(named[0], facts, aliases=named[1:])


def _paid_by(body: Body) -> tuple[str, ...]:
    return names(body.get("payment_intent"), body.get("charge"))


def _invoice_payment_report(body: Body) -> Reading:
    """Since 2025-03-31 this alone tells which payment an invoice was paid by."""
    payment = mapping(body.get("payment"))
    named = names(body.get("invoice"), payment.get("payment_intent"), payment.get("charge"))
    if len(named) < 2:
        return Ignored("an invoice paid without a payment")
    return _about(named)


def _refund_fact(event: Body, charge: Body) -> RefundFact:
    """The charge's running total: what was given back of it by now."""
    currency, name = currency_of(charge), order_id(charge.get("id"), "charge.id")
    return RefundFact(
        refund_id=name,
        amount_minor=required_minor_amount(charge, "amount_refunded", currency, EXPONENTS),
        version_ms=seconds(event, "created") * 1000,
        cumulative=True,
        currency=currency,
        charge=name,
    )


def _refund(event: Body, refund: Body) -> RefundFact:
    status, currency = text(refund.get("status")), currency_of(refund)
    amount = required_minor_amount(refund, "amount", currency, EXPONENTS)
    if status not in _UNDONE | _GIVEN_BACK:
        raise UnreadableFieldError("this is no refund status we know.", field="status")
    undone = status in _UNDONE
    return RefundFact(
        refund_id=order_id(refund.get("id"), "refund.id"),
        amount_minor=0 if undone else amount,
        version_ms=seconds(event, "created") * 1000,
        currency=currency,
        # The running totals of `charge.refunded` had it in them.
        undone_minor=amount if undone else 0,
        charge=next(iter(names(refund.get("charge"))), ""),
    )


def _dispute(event: Body, dispute: Body) -> Reading:
    status, currency = text(dispute.get("status")), currency_of(dispute)
    if status not in _STANDINGS:
        raise UnreadableFieldError("this is no dispute status we know.", field="status")
    paid_by = _paid_by(dispute)
    # The oldest shape has no id of its own: a charge is disputed once.
    name = names(dispute.get("id")) or names(dispute.get("charge")) or paid_by
    if not name:
        return Ignored("a dispute about nothing that was paid through Stripe")
    fact = DisputeFact(
        dispute_id=name[0],
        standing=_STANDINGS[status],
        amount_minor=stated_minor_amount(dispute, "amount", currency, EXPONENTS),
        version_ms=seconds(event, "created") * 1000,
        currency=currency,
    )
    return _about(paid_by, fact)
