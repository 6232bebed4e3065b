"""Paddle Billing's notifications: transactions are orders, adjustments are refunds and disputes.

Bodies name customers by id only, and never say whether they come from the sandbox.
"""

from dataclasses import replace
from datetime import datetime

from referrals.model.money import parse_currency
from referrals.model.order.conversion import (
    Act,
    ActFact,
    Amounts,
    CancellationFact,
    Contact,
    Dispute,
    DisputeFact,
    Ignored,
    OrderFact,
    Payment,
    Reading,
    RefundFact,
    Report,
)
from referrals.providers.shops.act_report import with_act
from referrals.providers.shops.body import (
    Body,
    UnreadableFieldError,
    kind_of,
    mapping,
    milliseconds,
    moment,
    order_id,
    parse,
    text,
    told_flag,
)
from referrals.providers.shops.hints import CLICK, COOKIE, REF, gather
from referrals.providers.shops.minor_amount import Exponents, minor_amount, required_minor_amount
from referrals.providers.shops.note_hints import known_customer
from referrals.providers.shops.signature import text_keys
from referrals.providers.shops.source import Headers, Proof, SourceContext
from referrals.providers.shops.timed_signature import TimedSignature

KEPT_HEADERS: tuple[str, ...] = ()
_SIGNED = TimedSignature("paddle-signature", between=";", time="ts", signature="h1", joint=b":")
EXPONENTS: Exponents = {}
"""None differs: Paddle's list of currencies gives each the decimals that ISO 4217 gives it."""
# Before it is paid a transaction says nothing that anyone waits for.
_WAITING = {"draft", "ready", "billed", "past_due"}
_PAYMENTS = {"canceled": Payment.PENDING, "paid": Payment.PAID, "completed": Payment.PAID}
# Whatever else a subscription is charged for comes after the friend's first purchase.
_LATER = {
    "subscription_recurring",
    "subscription_charge",
    "subscription_update",
    "subscription_payment_method_change",
}
# Two adjustments of one dispute: the second one turns the first one round.
_DISPUTES = {"chargeback": Dispute.OPEN, "chargeback_warning": Dispute.INQUIRY}
_REVERSE = "_reverse"
_RENEWAL = "subscription_recurring"
_BEGINNINGS = ("subscription.created", "subscription.trialing")


def verify(secrets: tuple[str, ...], headers: Headers, raw: bytes, now: datetime) -> Proof:
    return _SIGNED.proof(text_keys(secrets), headers, raw, now)


def sign(secret: str, raw: bytes, *, topic: str, now: datetime) -> dict[str, str]:  # noqa: ARG001
    return _SIGNED.headers_for(secret.encode(), raw, now=now)


def read(raw: bytes, headers: Headers, context: SourceContext) -> Reading:  # noqa: ARG001
    body = parse(raw)
    topic, data = kind_of(body, "event_type"), mapping(body.get("data"))
    stamped: Body = {"occurred_at": body.get("occurred_at"), **data}
    if topic.startswith("transaction."):
        return _transaction(stamped, context)
    if topic.startswith("adjustment."):
        return _adjustment(stamped)
    if topic in _BEGINNINGS:
        return _subscription(stamped)
    return Ignored(f"type {topic[:60]!r} moves no money")


def _transaction(data: Body, context: SourceContext) -> Reading:
    status = text(data.get("status"))
    if status in _WAITING:
        return Ignored(f"a transaction that is {status} is not paid")
    if status not in _PAYMENTS:
        raise UnreadableFieldError("this is no status we know.", field="data.status")
    at = milliseconds(data, "updated_at", "occurred_at")
    amounts = _amounts(data)
    customer = mapping(data.get("customer"))
    address = text(customer.get("email"))
    fact = OrderFact(
        payment=_payment_state(_PAYMENTS[status], amounts),
        amounts=amounts,
        occurred_at=moment(data, "created_at", "occurred_at"),
        version_ms=at,
        customer_hash=known_customer(
            context.identity_key, "paddle", data.get("customer_id"), address
        ),
        signals=gather(*_hints(mapping(data.get("custom_data"))), ""),
        first_order=False if text(data.get("origin")) in _LATER else None,
        order_name=text(data.get("invoice_number")),
    )
    contact = Contact(
        email=address,
        first_name=text(customer.get("name")).partition(" ")[0],
        locale=text(customer.get("locale")),
        may_write=told_flag(customer.get("marketing_consent")),
    )
    gone = (CancellationFact("canceled", at),) if status == "canceled" else ()
    report = Report(order_id(data.get("id"), "data.id"), (*gone, fact), contact)
    return _with_subscription(report, data)


def _with_subscription(report: Report, data: Body) -> Report:
    """What else a subscription is charged for neither begins nor renews it."""
    origin = text(data.get("origin"))
    if origin in _LATER and origin != _RENEWAL:
        return report
    act = Act.RENEWAL if origin == _RENEWAL else Act.PURCHASE
    return with_act(report, act, text(data.get("subscription_id")))


def _subscription(data: Body) -> Reading:
    """It alone tells which transaction it began with where that one came first, and of a trial."""
    if not data.get("transaction_id"):
        return Ignored("a subscription without a transaction")
    act = Act.TRIAL if text(data.get("status")) == "trialing" else Act.PURCHASE
    at = milliseconds(data, "created_at", "occurred_at")
    began = ActFact(act, at, order_id(data.get("id"), "data.id"))
    return Report(order_id(data.get("transaction_id"), "data.transaction_id"), (began,))


def _payment_state(payment: Payment, amounts: Amounts) -> Payment:
    """A trial's transaction is completed with nothing to pay."""
    free = payment is Payment.PAID and amounts.gross_minor == 0
    return Payment.NOTHING_DUE if free else payment


def _amounts(data: Body) -> Amounts:
    """`grand_total` is what was charged: after discounts and credit, with tax."""
    totals = mapping(mapping(data.get("details")).get("totals"))
    stated = totals.get("currency_code") or data.get("currency_code")
    currency = parse_currency(stated, "data.currency_code")
    taxed = "grand_total_tax" if totals.get("grand_total_tax") else "tax"
    return Amounts(
        currency=currency,
        gross_minor=required_minor_amount(totals, "grand_total", currency, EXPONENTS),
        tax_minor=minor_amount(totals, taxed, currency, EXPONENTS),
    )


def _hints(custom: Body) -> tuple[list[tuple[str, str]], list[str]]:
    """What the checkout was given as customData; a discount is known here by its id only."""
    named = [(name, text(custom.get(name))) for name in (CLICK, COOKIE, REF)]
    return named, [text(custom.get("coupon"))]


def _adjustment(data: Body) -> Reading:
    action, status = text(data.get("action")), text(data.get("status"))
    if action == "credit_reverse":
        # It shows as the credit's own new status.
        return Ignored(f"a {action} changes nothing by itself")
    if status == "pending_approval":
        return Ignored("an adjustment that waits for approval has moved no money")
    if status not in ("approved", "rejected", "reversed"):
        raise UnreadableFieldError("this is no status we know.", field="data.status")
    stands = status == "approved"
    match action:
        case "refund" | "credit":
            return _about(data, _refund(data, stands=stands))
        case "chargeback" | "chargeback_warning":
            standing = _DISPUTES[action] if stands else Dispute.WON
            return _about(data, *_disputes(data, action, standing))
        case "chargeback_reverse" | "chargeback_warning_reverse" if stands:
            return _about(data, *_disputes(data, action.removesuffix(_REVERSE), Dispute.WON))
        case "chargeback_reverse" | "chargeback_warning_reverse":
            return Ignored("a chargeback that was not turned round after all")
    raise UnreadableFieldError("this is no action we know.", field="data.action")


def _about(data: Body, *facts: RefundFact | DisputeFact) -> Report:
    return Report(order_id(data.get("transaction_id"), "data.transaction_id"), facts)


def _refund(data: Body, *, stands: bool) -> RefundFact:
    currency, given_back = _total(data)
    return RefundFact(
        refund_id=order_id(data.get("id"), "data.id"),
        amount_minor=given_back if stands else 0,
        version_ms=milliseconds(data, "updated_at", "occurred_at"),
        currency=currency,
    )


def _disputes(data: Body, kind: str, standing: Dispute) -> tuple[DisputeFact, ...]:
    """A chargeback, however it stands, is where the warning before it ended."""
    dispute = _dispute(data, kind, standing)
    if kind != "chargeback":
        return (dispute,)
    return dispute, replace(dispute, dispute_id="chargeback_warning", standing=Dispute.WON)


def _dispute(data: Body, kind: str, standing: Dispute) -> DisputeFact:
    """One of a kind per transaction, for its reversal doesn't name it: of two chargebacks of one
    transaction the newer replaces the older."""
    currency, disputed = _total(data)
    return DisputeFact(
        dispute_id=kind,
        standing=standing,
        amount_minor=disputed,
        version_ms=milliseconds(data, "updated_at", "occurred_at"),
        currency=currency,
    )


def _total(data: Body) -> tuple[str, int]:
    totals = mapping(data.get("totals"))
    stated = totals.get("currency_code") or data.get("currency_code")
    currency = parse_currency(stated, "data.currency_code")
    return currency, required_minor_amount(totals, "total", currency, EXPONENTS)
