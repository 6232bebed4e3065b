"""What Stripe's checkout sessions, invoices and payment intents say of an order.

Each is a witness of its own: a session knows who sent the friend, an invoice the tax, a payment
intent that the money came. Shapes from before and after 2025-03-31 are both read.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from referrals.model.era import moment_of
from referrals.model.money import parse_currency, portion
from referrals.model.order.conversion import (
    Amounts,
    Contact,
    Ignored,
    OrderFact,
    Payment,
    Reading,
    Report,
    Signals,
)
from referrals.providers.shops.body import (
    Body,
    UnreadableFieldError,
    best_address,
    mapping,
    order_id,
    rows,
    text,
)
from referrals.providers.shops.minor_amount import Exponents, minor_amount, required_minor_amount
from referrals.providers.shops.note_hints import known_customer
from referrals.providers.shops.source import SourceContext
from referrals.providers.shops.stripe.hints import hints, session_savings

EXPONENTS: Exponents = {"ISK": 2, "UGX": 2, "MGA": 0}
"""Stripe counts these otherwise than ISO 4217: krónur and shillings in hundredths that are always
00, ariary whole."""
_LATEST_SECOND = 253_402_300_799
# Whatever else a subscription is charged for comes after the friend's first purchase.
_LATER = {
    "subscription",
    "subscription_cycle",
    "subscription_threshold",
    "subscription_update",
}
_PROMOTIONS = {"opt_in": True, "opt_out": False}
_PAYMENTS = {
    "paid": Payment.PAID,
    "unpaid": Payment.PENDING,
    "no_payment_required": Payment.NOTHING_DUE,
}


def read_session(event: Body, session: Body, context: SourceContext) -> Reading:
    if session.get("mode") == "setup":
        return Ignored("a card was kept and nothing bought")
    status = text(session.get("payment_status"))
    if status not in _PAYMENTS:
        raise UnreadableFieldError("this is no state we know.", field="payment_status")
    named = names(session.get("invoice"), session.get("payment_intent"))
    customer = mapping(session.get("customer_details"))
    contact = Contact(
        email=best_address(customer.get("email"), session.get("customer_email")),
        first_name=_first_name(customer.get("name")),
        locale=_locale(session.get("locale")),
        may_write=_PROMOTIONS.get(text(mapping(session.get("consent")).get("promotions"))),
    )
    fact = OrderFact(
        occurred_at=_placed_at(event, session),
        version_ms=seconds(event, "created") * 1000,
        payment=_PAYMENTS[status],
        amounts=_session_amounts(session),
        customer_hash=_customer(session, contact, context),
        signals=hints(session),
        savings=session_savings(session, currency_of(session), EXPONENTS),
        test=_is_test(event, session),
    )
    least = names(session.get("subscription")) or names(session.get("id"))
    return _report(named or least, fact, contact)


def read_invoice(event: Body, invoice: Body, context: SourceContext) -> Reading:
    paid = invoice.get("status") == "paid" or invoice.get("paid") is True
    later = text(invoice.get("billing_reason")) in _LATER
    contact = Contact(
        email=text(invoice.get("customer_email")),
        first_name=_first_name(invoice.get("customer_name")),
    )
    fact = OrderFact(
        occurred_at=_placed_at(event, invoice),
        version_ms=seconds(event, "created") * 1000,
        payment=Payment.PAID if paid else Payment.PENDING,
        amounts=_invoice_amounts(invoice),
        customer_hash=_customer(invoice, contact, context),
        signals=hints(invoice),
        first_order=False if later else None,
        test=_is_test(event, invoice),
        order_name=text(invoice.get("number")),
        witness="invoice",
    )
    paid_by = (*_payments(invoice), invoice.get("payment_intent"), invoice.get("charge"))
    return _report(
        names(invoice.get("id"), *paid_by, _started_subscription(invoice)), fact, contact
    )


def read_payment(event: Body, payment: Body, context: SourceContext) -> Reading:
    """A payment intent that may be an invoice's and hints at nobody is no order by itself."""
    currency, signals = currency_of(payment), hints(payment)
    contact = Contact(email=text(payment.get("receipt_email")))
    fact = OrderFact(
        occurred_at=_placed_at(event, payment),
        version_ms=seconds(event, "created") * 1000,
        payment=Payment.PAID,
        amounts=Amounts(
            currency=currency,
            gross_minor=required_minor_amount(payment, "amount_received", currency, EXPONENTS),
            **_presentment(payment),
        ),
        customer_hash=_customer(payment, contact, context),
        signals=signals,
        test=_is_test(event, payment),
        witness="payment",
        beside="invoice" not in payment and signals == Signals(),
    )
    named = names(payment.get("invoice"), payment.get("id"), payment.get("latest_charge"))
    return _report(named, fact, contact)


def _report(named: tuple[str, ...], fact: OrderFact, contact: Contact) -> Report:
    if not named:
        raise UnreadableFieldError("nothing here has an id.", field="data.object.id")
    return Report(named[0], (_free(fact),), contact, aliases=named[1:])


def _free(fact: OrderFact) -> OrderFact:
    """A trial's or a wholly discounted order is told as paid, with nothing to pay."""
    if fact.payment is Payment.PAID and fact.amounts.gross_minor == 0:
        return replace(fact, payment=Payment.NOTHING_DUE)
    return fact


def names(*values: object) -> tuple[str, ...]:
    """Ids, the greatest first, of objects told by id or whole; what isn't there is left out."""
    ids = [text(each) or text(mapping(each).get("id")) for each in values]
    return tuple(dict.fromkeys(order_id(each, "id") for each in ids if each))


def currency_of(body: Body) -> str:
    return parse_currency(body.get("currency"), "currency")


def seconds(body: Body, name: str) -> int:
    """A moment in epoch seconds, as Stripe writes all of them."""
    found = body.get(name)
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found <= _LATEST_SECOND:
        raise UnreadableFieldError("this is not a moment.", field=name)
    return found


def _placed_at(event: Body, body: Body) -> datetime:
    return moment_of(seconds(body if body.get("created") is not None else event, "created"))


def _is_test(event: Body, body: Body) -> bool:
    return event.get("livemode") is False or body.get("livemode") is False


def _customer(body: Body, contact: Contact, context: SourceContext) -> str:
    (known,) = names(body.get("customer")) or ("",)
    return known_customer(context.identity_key, "stripe", known, contact.email)


def _first_name(name: object) -> str:
    return text(name).partition(" ")[0]


def _locale(value: object) -> str:
    found = text(value)
    return "" if found == "auto" else found


def _payments(invoice: Body) -> list[object]:
    """Told inside the invoice where the endpoint has it expanded, since 2025-03-31."""
    listed = rows(mapping(invoice.get("payments")).get("data"))
    return [mapping(row.get("payment")).get("payment_intent") for row in listed]


def _started_subscription(invoice: Body) -> object:
    """The subscription whose first invoice this is: all that sessions of old shapes name."""
    if invoice.get("billing_reason") != "subscription_create":
        return None
    details = mapping(mapping(invoice.get("parent")).get("subscription_details"))
    return invoice.get("subscription") or details.get("subscription")


def _session_amounts(session: Body) -> Amounts:
    currency, details = currency_of(session), mapping(session.get("total_details"))
    gross = required_minor_amount(session, "amount_total", currency, EXPONENTS)
    tax = minor_amount(details, "amount_tax", currency, EXPONENTS)
    shipping = minor_amount(details, "amount_shipping", currency, EXPONENTS)
    converted = mapping(session.get("currency_conversion"))
    if not converted:
        return Amounts(currency, gross, tax, shipping, **_presentment(session))
    # Before 2025-03-31 an order in the friend's own currency tells the shop's beside it.
    own = parse_currency(converted.get("source_currency"), "source_currency")
    total = required_minor_amount(converted, "amount_total", own, EXPONENTS)
    return Amounts(
        own,
        total,
        _share(tax, total, gross),
        _share(shipping, total, gross),
        presentment_currency=currency,
        presentment_minor=gross,
    )


def _invoice_amounts(invoice: Body) -> Amounts:
    """What was paid: of an invoice met in part by credit, the same part of its tax."""
    currency = currency_of(invoice)
    paid = required_minor_amount(invoice, "amount_paid", currency, EXPONENTS)
    total = minor_amount(invoice, "total", currency, EXPONENTS)
    tax = minor_amount(invoice, "tax", currency, EXPONENTS)
    if invoice.get("total_excluding_tax") is not None:
        tax = total - minor_amount(invoice, "total_excluding_tax", currency, EXPONENTS)
    shipping = minor_amount(invoice, "amount_shipping", currency, EXPONENTS)
    return Amounts(currency, paid, _share(tax, paid, total), _share(shipping, paid, total))


def _share(part: int, paid: int, total: int) -> int:
    if part <= 0 or paid <= 0 or total <= 0:
        return 0
    return part if paid == total else portion(part, paid, total)


def _presentment(body: Body) -> dict[str, Any]:
    """What the friend saw, where Stripe brought the price to another currency."""
    shown = mapping(body.get("presentment_details"))
    if not shown:
        return {}
    currency = parse_currency(shown.get("presentment_currency"), "presentment_currency")
    minor = required_minor_amount(shown, "presentment_amount", currency, EXPONENTS)
    return {"presentment_currency": currency, "presentment_minor": minor}
