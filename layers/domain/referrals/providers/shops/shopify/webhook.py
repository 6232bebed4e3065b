"""Shopify's webhooks, REST-shaped: orders, refunds and disputes, told apart by their bodies.

Only the body is signed: headers prove nothing. The topic is asked where no body tells, and never
for what earns or loses a reward (`privacy_webhook`).
"""

from dataclasses import replace
from datetime import datetime

from referrals.model.era import epoch_seconds
from referrals.model.money import parse_currency, portion
from referrals.model.order.conversion import (
    Amounts,
    CancellationFact,
    Contact,
    Fact,
    OrderFact,
    Payment,
    Reading,
    Report,
    Signals,
)
from referrals.providers.shops.body import (
    Body,
    UnreadableFieldError,
    amount,
    best_address,
    customer_hash,
    full_text,
    mapping,
    milliseconds,
    moment,
    order_id,
    parse,
    required_amount,
    rows,
    text,
)
from referrals.providers.shops.hints import gather
from referrals.providers.shops.savings import told_savings
from referrals.providers.shops.shopify.consent import with_consent
from referrals.providers.shops.shopify.refund import (
    NEVER_WHOLE,
    ReturnedGoods,
    read_refund,
    returned_without_money,
)
from referrals.providers.shops.signature import has_valid_signature, hmac_base64, text_keys
from referrals.providers.shops.source import Headers, Proof, SourceContext

_FAMILIES = ("shopify-", "x-shopify-")
_NAMES = ("topic", "webhook-id", "event-id", "api-version", "triggered-at", "shop-domain")
KEPT_HEADERS: tuple[str, ...] = tuple(family + name for family in _FAMILIES for name in _NAMES)
_PAYMENTS = {
    "": Payment.PENDING,
    "pending": Payment.PENDING,
    "authorized": Payment.PENDING,
    "expired": Payment.PENDING,
    "unpaid": Payment.PENDING,
    "voided": Payment.PENDING,
    "partially_paid": Payment.PARTIAL,
    "paid": Payment.PAID,
    "partially_refunded": Payment.PAID,
    "refunded": Payment.PAID,
}
# An order count is about now, not about the order: believed only this soon after the order.
_COUNT_HOLDS_MS = 600_000


def verify(secrets: tuple[str, ...], headers: Headers, raw: bytes, now: datetime) -> Proof:  # noqa: ARG001
    given = _header(headers, "hmac-sha256")
    genuine = has_valid_signature([given], text_keys(secrets), raw, hmac_base64)
    return Proof.GENUINE if genuine else Proof.FORGED


def sign(secret: str, raw: bytes, *, topic: str, now: datetime) -> dict[str, str]:
    return {
        "content-type": "application/json",
        "x-shopify-topic": topic,
        "x-shopify-api-version": "2026-10",
        "x-shopify-shop-domain": "goodword-demo.myshopify.com",
        "x-shopify-webhook-id": f"{topic.replace('/', '-')}-{epoch_seconds(now)}",
        "x-shopify-hmac-sha256": hmac_base64(secret.encode(), raw),
    }


def _header(headers: Headers, name: str) -> str:
    """The newer family wins where both are there, as in Shopify's own library."""
    found = (headers.get(family + name, "") for family in _FAMILIES)
    return next((value for value in found if value), "")


def read(raw: bytes, headers: Headers, context: SourceContext) -> Reading:
    body = parse(raw)
    if "order_id" in body and ("refund_line_items" in body or "transactions" in body):
        return _report(body, "order_id", read_refund(body, context.currency))
    # Seldom: an order's cold start doesn't pay for it, nor for what comes last.
    if "order_id" in body and text(body.get("type")) in ("chargeback", "inquiry"):
        from referrals.providers.shops.shopify.dispute import read_dispute

        return _report(body, "order_id", *read_dispute(body, context))
    if "financial_status" in body and "id" in body:
        return _order(body, context)
    from referrals.providers.shops.shopify.privacy_webhook import read_other_topic

    return read_other_topic(body, _header(headers, "topic"), context)


def _report(body: Body, field: str, *facts: Fact) -> Report:
    return Report(order_id(body.get(field), field), facts)


def _order(body: Body, context: SourceContext) -> Report:
    """Refunds and a cancellation first: a crash between must not leave a cleaner order behind."""
    at = milliseconds(body, "updated_at", "created_at")
    bad_news: list[Fact] = [
        read_refund(row, context.currency, at) for row in rows(body.get("refunds")) if row.get("id")
    ]
    if body.get("cancelled_at"):
        off_at = milliseconds(body, "cancelled_at")
        bad_news.append(CancellationFact(text(body.get("cancel_reason")), off_at))
    customer = mapping(body.get("customer"))
    addresses = (body.get("email"), body.get("contact_email"), customer.get("email"))
    amounts = _amounts(body)
    fact = OrderFact(
        payment=_payment(body, amounts),
        amounts=amounts,
        occurred_at=moment(body, "created_at", "processed_at"),
        version_ms=at,
        customer_hash=customer_hash(context.identity_key, *addresses),
        signals=_signals(body),
        first_order=_first_order(body, customer),
        test=body.get("test") is True,
        order_name=text(body.get("name")),
        given_back_minor=amounts.gross_minor if _wholly_back(body) else 0,
        savings=told_savings(body.get("discount_codes"), "amount", amounts.currency),
    )
    contact = Contact(
        email=best_address(*addresses),
        first_name=text(customer.get("first_name")),
        locale=text(body.get("customer_locale")),
    )
    contact = with_consent(contact, body, customer)
    return Report(order_id(body.get("id"), "id"), (*bad_news, fact), contact)


def _payment(body: Body, amounts: Amounts) -> Payment:
    status = text(body.get("financial_status"))
    if status not in _PAYMENTS:
        known = f"it has {NEVER_WHOLE}." if status == NEVER_WHOLE else ""
        raise UnreadableFieldError(
            known or "this is no financial status we know.", field="financial_status"
        )
    payment = _PAYMENTS[status]
    gateways = body.get("payment_gateway_names")
    by_gift_card = isinstance(gateways, list) and {*map(text, gateways)} == {"gift_card"}
    if payment is Payment.PAID and (by_gift_card or amounts.gross_minor == 0):
        return Payment.NOTHING_DUE
    return payment


def _wholly_back(body: Body) -> bool:
    """Whether its status says that all of it went back, whatever its refunds add up to."""
    return text(body.get("financial_status")) == "refunded"


def _amounts(body: Body) -> Amounts:
    """Goods that came back without a refund paid for others, and the stated total has both in it:
    the ones that came back are taken off. Not where nothing else is in it: the money stayed."""
    found = _stated_amounts(body)
    returned = _returned_goods(body, found.currency)
    if _wholly_back(body) or not 0 < returned.total < found.gross_minor:
        return found
    gross, seen = found.gross_minor - returned.total, max(found.presentment_minor, 0)
    return replace(
        found,
        gross_minor=gross,
        tax_minor=found.tax_minor - returned.tax,
        presentment_minor=portion(seen, gross, found.gross_minor),
    )


def _returned_goods(body: Body, currency: str) -> ReturnedGoods:
    inside = body.get("taxes_included") is True
    found = [
        returned_without_money(row, currency, taxes_included=inside)
        for row in rows(body.get("refunds"))
        if row.get("id")
    ]
    return ReturnedGoods(sum(each.total for each in found), sum(each.tax for each in found))


def _stated_amounts(body: Body) -> Amounts:
    currency = parse_currency(body.get("currency"))
    paid_in = mapping(mapping(body.get("total_price_set")).get("presentment_money"))
    shown = text(body.get("presentment_currency")) or text(paid_in.get("currency_code"))
    presentment = parse_currency(shown, "presentment_currency") if shown else ""
    return Amounts(
        currency=currency,
        gross_minor=required_amount(body, "total_price", currency),
        tax_minor=amount(body, "total_tax", currency),
        shipping_minor=_shipping(body, currency),
        tips_minor=amount(body, "total_tip_received", currency),
        gift_cards_minor=_gift_cards(body, currency),
        duties_minor=amount(_shop_money(body, "original_total_duties_set"), "amount", currency),
        presentment_currency=presentment,
        presentment_minor=amount(paid_in, "amount", presentment) if presentment else 0,
    )


def _shop_money(body: Body, name: str) -> Body:
    return mapping(mapping(body.get(name)).get("shop_money"))


def _shipping(body: Body, currency: str) -> int:
    """What was charged for shipping, without the tax that `total_tax` already has in it."""
    total = 0
    for line in rows(body.get("shipping_lines")):
        total += amount(line, "price", currency)
        total -= sum(amount(a, "amount", currency) for a in rows(line.get("discount_allocations")))
        if body.get("taxes_included") is True:
            total -= sum(amount(tax, "price", currency) for tax in rows(line.get("tax_lines")))
    return max(total, 0)


def _gift_cards(body: Body, currency: str) -> int:
    total = 0
    for line in rows(body.get("line_items")):
        quantity = line.get("quantity")
        if line.get("gift_card") is True and isinstance(quantity, int):
            total += amount(line, "price", currency) * quantity
            total -= amount(line, "total_discount", currency)
    return max(total, 0)


def _signals(body: Body) -> Signals:
    named = [(text(r.get("name")), text(r.get("value"))) for r in rows(body.get("note_attributes"))]
    coupons = [text(row.get("code")) for row in rows(body.get("discount_codes"))]
    return gather(named, coupons, full_text(body.get("landing_site")))


def _first_order(body: Body, customer: Body) -> bool | None:
    if type(count := customer.get("orders_count")) is not int:
        return None
    if count <= 1:
        return True
    age = milliseconds(body, "updated_at", "created_at") - milliseconds(body, "created_at")
    return False if age <= _COUNT_HOLDS_MS else None
