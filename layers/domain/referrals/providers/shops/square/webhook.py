"""Square's webhooks: a payment is the conversion, for refunds and disputes name payments.

A live secret is `<signature key> <notification URL>`: Square signs the URL as it is registered.
"""

from datetime import datetime

from referrals.model.money import parse_currency
from referrals.model.order.conversion import (
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
)
from referrals.providers.shops.hints import gather
from referrals.providers.shops.minor_amount import Exponents, minor_amount, required_minor_amount
from referrals.providers.shops.note_hints import known_customer, written_consent, written_pairs
from referrals.providers.shops.signature import has_valid_signature, hmac_base64
from referrals.providers.shops.source import Headers, Proof, SourceContext

KEPT_HEADERS: tuple[str, ...] = ("square-environment", "square-retry-number")
EXPONENTS: Exponents = {}
"""None differs: Square counts every currency in which it takes money as ISO 4217 does."""
_PAYMENTS = {
    "APPROVED": Payment.PENDING,
    "PENDING": Payment.PENDING,
    "CANCELED": Payment.PENDING,
    "FAILED": Payment.PENDING,
    "COMPLETED": Payment.PAID,
}
# Rejected and failed ones gave nothing back; a pending one almost always will.
_REFUNDED = {"PENDING": True, "COMPLETED": True, "REJECTED": False, "FAILED": False}
_STANDINGS = {
    "INQUIRY_EVIDENCE_REQUIRED": Dispute.INQUIRY,
    "INQUIRY_PROCESSING": Dispute.INQUIRY,
    "INQUIRY_CLOSED": Dispute.WON,
    "EVIDENCE_REQUIRED": Dispute.OPEN,
    "PROCESSING": Dispute.OPEN,
    "WAITING_THIRD_PARTY": Dispute.OPEN,
    "WON": Dispute.WON,
    "LOST": Dispute.LOST,
    "ACCEPTED": Dispute.LOST,
}


def verify(secrets: tuple[str, ...], headers: Headers, raw: bytes, now: datetime) -> Proof:  # noqa: ARG001
    given = headers.get("x-square-hmacsha256-signature", "")
    pairs = [_key_and_url(secret) for secret in secrets]
    # Every pair is tried: how long it takes tells nothing.
    hits = [has_valid_signature([given], [key], url + raw, hmac_base64) for key, url in pairs]
    return Proof.GENUINE if any(hits) else Proof.FORGED


def sign(secret: str, raw: bytes, *, topic: str, now: datetime) -> dict[str, str]:  # noqa: ARG001
    key, url = _key_and_url(secret)
    return {
        "content-type": "application/json",
        "square-environment": "Production",
        "x-square-hmacsha256-signature": hmac_base64(key, url + raw),
    }


def _key_and_url(secret: str) -> tuple[bytes, bytes]:
    key, _, url = secret.strip().partition(" ")
    return key.encode(errors="replace"), url.strip().encode(errors="replace")


def read(raw: bytes, headers: Headers, context: SourceContext) -> Reading:
    body = parse(raw)
    found = mapping(mapping(body.get("data")).get("object"))
    if "payment" in found:
        return _payment(mapping(found["payment"]), headers, context)
    if "refund" in found:
        return _refund(mapping(found["refund"]))
    if "dispute" in found:
        return _dispute(mapping(found["dispute"]))
    return Ignored(f"type {kind_of(body, 'type')[:60]!r} moves no money")


def _payment(payment: Body, headers: Headers, context: SourceContext) -> Report:
    status = text(payment.get("status"))
    if status not in _PAYMENTS:
        raise UnreadableFieldError("this is no payment status we know.", field="status")
    at = milliseconds(payment, "updated_at", "created_at")
    amounts = _amounts(payment)
    address = text(payment.get("buyer_email_address"))
    fact = OrderFact(
        payment=_payment_state(payment, _PAYMENTS[status], amounts),
        amounts=amounts,
        occurred_at=moment(payment, "created_at"),
        version_ms=at,
        customer_hash=known_customer(
            context.identity_key, "square", payment.get("customer_id"), address
        ),
        signals=gather(written_pairs(payment.get("reference_id"), payment.get("note")), (), ""),
        test=_is_sandbox(payment, headers),
        order_name=text(payment.get("receipt_number")),
    )
    contact = Contact(
        email=address,
        first_name=_first_name(payment),
        # A customer's `email_unsubscribed` knows no yes: nobody agreed by not having left.
        may_write=written_consent(payment.get("reference_id"), payment.get("note")),
    )
    gone = (CancellationFact("canceled", at),) if status == "CANCELED" else ()
    return Report(order_id(payment.get("id"), "payment.id"), (*gone, fact), contact)


def _payment_state(payment_body: Body, payment: Payment, amounts: Amounts) -> Payment:
    card = mapping(mapping(payment_body.get("card_details")).get("card"))
    free = amounts.gross_minor == 0 or text(card.get("card_brand")) == "SQUARE_GIFT_CARD"
    return Payment.NOTHING_DUE if free and payment is Payment.PAID else payment


def _amounts(payment: Body) -> Amounts:
    """`total_money` is what the friend paid; a tip is in it. Tax is known to the order alone."""
    total = mapping(payment.get("total_money")) or mapping(payment.get("amount_money"))
    currency = _currency(total, "total_money")
    return Amounts(
        currency=currency,
        gross_minor=required_minor_amount(total, "amount", currency, EXPONENTS),
        tips_minor=minor_amount(mapping(payment.get("tip_money")), "amount", currency, EXPONENTS),
    )


def _currency(money: Body, name: str) -> str:
    return parse_currency(money.get("currency"), f"{name}.currency")


def _first_name(payment: Body) -> str:
    addresses = (mapping(payment.get(name)) for name in ("billing_address", "shipping_address"))
    return next((name for a in addresses if (name := text(a.get("first_name")))), "")


def _is_sandbox(payment: Body, headers: Headers) -> bool:
    """By the body first, which is signed; the header can only make an order count less."""
    application = text(mapping(payment.get("application_details")).get("application_id"))
    return (
        application.startswith("sandbox-")
        or text(payment.get("receipt_url")).startswith("https://squareupsandbox.com/")
        or headers.get("square-environment", "").strip().lower() == "sandbox"
    )


def _refund(refund: Body) -> Reading:
    status = text(refund.get("status"))
    if status not in _REFUNDED:
        raise UnreadableFieldError("this is no refund status we know.", field="status")
    if not refund.get("payment_id"):
        return Ignored("a refund of a payment that Square doesn't know")
    money = mapping(refund.get("amount_money"))
    currency = _currency(money, "amount_money")
    given_back = required_minor_amount(money, "amount", currency, EXPONENTS)
    fact = RefundFact(
        refund_id=order_id(refund.get("id"), "refund.id"),
        amount_minor=given_back if _REFUNDED[status] else 0,
        version_ms=milliseconds(refund, "updated_at", "created_at"),
        currency=currency,
    )
    return Report(order_id(refund.get("payment_id"), "refund.payment_id"), (fact,))


def _dispute(dispute: Body) -> Reading:
    state = text(dispute.get("state"))
    if state not in _STANDINGS:
        raise UnreadableFieldError("this is no dispute state we know.", field="state")
    money = mapping(dispute.get("amount_money"))
    currency = _currency(money, "amount_money")
    fact = DisputeFact(
        dispute_id=order_id(dispute.get("id") or dispute.get("dispute_id"), "dispute.id"),
        standing=_STANDINGS[state],
        amount_minor=required_minor_amount(money, "amount", currency, EXPONENTS),
        version_ms=milliseconds(dispute, "updated_at", "created_at"),
        currency=currency,
    )
    disputed = mapping(dispute.get("disputed_payment")).get("payment_id")
    return Report(order_id(disputed, "dispute.disputed_payment.payment_id"), (fact,))
