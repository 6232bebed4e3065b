"""Checkout sessions, invoices, refunds and disputes in the shape of Stripe's events."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from goodword.trial.pretend_order import PretendOrder, giving_back, later
from referrals.providers.shops.stripe.order import EXPONENTS

type Body = dict[str, Any]


def _event(topic: str, order: PretendOrder, body: Body) -> Body:
    return {
        "id": f"evt_{topic.replace('.', '')}{order.order_id}",
        "object": "event",
        "api_version": "2026-06-24.dahlia",
        "created": _seconds(order.changed_at),
        "type": topic,
        "livemode": not order.test,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "data": {"object": body},
    }


def _session(topic: str, status: str, order: PretendOrder) -> Body:
    body: Body = {
        "id": f"cs_{order.order_id}",
        "object": "checkout.session",
        "mode": "payment",
        "created": _seconds(order.placed_at),
        "currency": order.currency.lower(),
        "amount_total": order.minor(order.total, EXPONENTS),
        "total_details": {
            "amount_discount": 0,
            "amount_shipping": 0,
            "amount_tax": order.minor(order.tax, EXPONENTS),
        },
        "client_reference_id": order.gw or order.ref or None,
        "metadata": {},
        "discounts": _discounts(order),
        "customer": None,
        "customer_details": {"email": order.email, "name": f"{order.first_name} Example"},
        "livemode": not order.test,
        "payment_intent": f"pi_{order.order_id}",
        "payment_status": status,
        "invoice": None,
        "subscription": None,
    }
    return _event(topic, order, body)


def _discounts(order: PretendOrder) -> list[Body]:
    if not order.coupon:
        return []
    return [{"coupon": None, "promotion_code": {"id": "promo_1", "code": order.coupon}}]


def _invoice(reason: str, order: PretendOrder) -> Body:
    given = {"gw": order.gw, "ref": order.ref, "coupon": order.coupon}
    metadata = {name: value for name, value in given.items() if value}
    body = {
        "id": f"in_{order.order_id}",
        "object": "invoice",
        "billing_reason": reason,
        "created": _seconds(order.placed_at),
        "currency": order.currency.lower(),
        "total": order.minor(order.total, EXPONENTS),
        "total_excluding_tax": order.minor(order.total - order.tax, EXPONENTS),
        "amount_paid": order.minor(order.total, EXPONENTS),
        "customer": f"cus_{order.order_id}",
        "customer_email": order.email,
        "customer_name": f"{order.first_name} Example",
        "livemode": not order.test,
        "metadata": {},
        "number": f"GW-{order.order_id % 100_000}",
        "parent": {
            "type": "subscription_details",
            "subscription_details": {
                "metadata": metadata,
                "subscription": f"sub_{order.beginning}",
            },
        },
        "payments": {"data": [_payment(order)]},
        "status": "paid",
    }
    return _event("invoice.paid", order, body)


def _subscription(order: PretendOrder) -> Body:
    """A trial: its first invoice comes to nothing."""
    body = {
        "id": f"sub_{order.order_id}",
        "object": "subscription",
        "created": _seconds(order.placed_at),
        "customer": f"cus_{order.order_id}",
        "latest_invoice": f"in_{order.order_id}",
        "livemode": not order.test,
        "metadata": {},
        "status": "trialing",
    }
    return _event("customer.subscription.created", order, body)


def _trial_invoice(order: PretendOrder) -> Body:
    return _invoice("subscription_create", replace(order, total=Decimal(0)))


def _customer(order: PretendOrder) -> Body:
    given = {"gw": order.gw, "ref": order.ref, "coupon": order.coupon}
    body = {
        "id": f"cus_{order.order_id}",
        "object": "customer",
        "created": _seconds(order.placed_at),
        "email": order.email,
        "livemode": not order.test,
        "metadata": {name: value for name, value in given.items() if value},
        "name": f"{order.first_name} Example",
    }
    return _event("customer.created", order, body)


def _payment(order: PretendOrder) -> Body:
    return {"payment": {"type": "payment_intent", "payment_intent": f"pi_{order.order_id}"}}


def _charge(order: PretendOrder) -> Body:
    body = {
        "id": f"ch_{order.order_id}",
        "object": "charge",
        "amount": order.minor(order.total, EXPONENTS),
        "amount_refunded": order.minor(order.given_back, EXPONENTS),
        "currency": order.currency.lower(),
        "payment_intent": f"pi_{order.order_id}",
        "refunded": order.given_back >= order.total,
        "livemode": not order.test,
    }
    return _event("charge.refunded", order, body)


def _refund(topic: str, status: str, order: PretendOrder) -> Body:
    body = {
        "id": f"re_{order.refund_id}",
        "object": "refund",
        "amount": order.minor(order.given_back, EXPONENTS),
        "charge": f"ch_{order.order_id}",
        "currency": order.currency.lower(),
        "payment_intent": f"pi_{order.order_id}",
        "status": status,
    }
    return _event(topic, order, body)


def _dispute(topic: str, status: str, order: PretendOrder) -> Body:
    body = {
        "id": f"du_{order.order_id}",
        "object": "dispute",
        "amount": order.minor(order.given_back, EXPONENTS),
        "charge": f"ch_{order.order_id}",
        "currency": order.currency.lower(),
        "payment_intent": f"pi_{order.order_id}",
        "status": status,
        "livemode": not order.test,
    }
    return _event(topic, order, body)


_SESSION = "checkout.session"
_DISPUTE = "charge.dispute"
# What follows a slash is ours: one of Stripe's topics in several states.
TOPICS: dict[str, Callable[[PretendOrder], Body]] = {
    f"{_SESSION}.completed": partial(_session, f"{_SESSION}.completed", "paid"),
    f"{_SESSION}.completed/unpaid": partial(_session, f"{_SESSION}.completed", "unpaid"),
    f"{_SESSION}.async_payment_succeeded": partial(
        _session, f"{_SESSION}.async_payment_succeeded", "paid"
    ),
    f"{_SESSION}.async_payment_failed": partial(
        _session, f"{_SESSION}.async_payment_failed", "unpaid"
    ),
    "invoice.paid": partial(_invoice, "subscription_create"),
    "invoice.paid/trial": _trial_invoice,
    "customer.subscription.created": later(_subscription),
    "customer.created": _customer,
    "invoice.paid/renewal": partial(_invoice, "subscription_cycle"),
    "charge.refunded": giving_back(_charge),
    "refund.created": giving_back(partial(_refund, "refund.created", "succeeded")),
    "refund.failed": giving_back(partial(_refund, "refund.failed", "failed")),
    f"{_DISPUTE}.created": giving_back(partial(_dispute, f"{_DISPUTE}.created", "needs_response")),
    f"{_DISPUTE}.created/inquiry": giving_back(
        partial(_dispute, f"{_DISPUTE}.created", "warning_needs_response")
    ),
    f"{_DISPUTE}.closed/inquiry": giving_back(
        partial(_dispute, f"{_DISPUTE}.closed", "warning_closed")
    ),
    f"{_DISPUTE}.closed/won": giving_back(partial(_dispute, f"{_DISPUTE}.closed", "won")),
    f"{_DISPUTE}.closed/lost": giving_back(partial(_dispute, f"{_DISPUTE}.closed", "lost")),
}


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
