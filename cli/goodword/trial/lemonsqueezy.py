"""Orders and subscription invoices in the shape of Lemon Squeezy's webhooks."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from goodword.trial.pretend_order import PretendOrder, giving_back, later
from referrals.providers.shops.lemonsqueezy.webhook import EXPONENTS

type Body = dict[str, Any]


def _event(name: str, kind: str, order: PretendOrder, attributes: Body) -> Body:
    given = {"gw": order.gw, "ref": order.ref, "coupon": order.coupon}
    custom = {key: value for key, value in given.items() if value}
    meta: Body = {"event_name": name, "test_mode": order.test}
    if custom:
        meta["custom_data"] = custom
    data = {"type": kind, "id": str(order.order_id), "attributes": attributes}
    return {"meta": meta, "data": data}


def _money(order: PretendOrder, status: str, given_back: Decimal) -> Body:
    return {
        "store_id": 1,
        "customer_id": order.order_id + 2,
        "user_name": f"{order.first_name} Example",
        "user_email": order.email,
        "currency": order.currency,
        "currency_rate": "1.00000000",
        "subtotal": order.minor(order.total - order.tax, EXPONENTS),
        "discount_total": 0,
        "tax": order.minor(order.tax, EXPONENTS),
        "total": order.minor(order.total, EXPONENTS),
        "refunded_amount": order.minor(given_back, EXPONENTS),
        "status": status,
        "refunded": True if status == "refunded" else None,
        "refunded_at": _moment(order.changed_at) if given_back else None,
        "created_at": _moment(order.placed_at),
        "updated_at": _moment(order.changed_at),
        "test_mode": order.test,
    }


def _order_created_event(order: PretendOrder) -> Body:
    return _event("order_created", "orders", order, _order(order, "paid", Decimal(0)))


def _order_refunded_event(order: PretendOrder) -> Body:
    status = "refunded" if order.given_back >= order.total else "partial_refund"
    return _event("order_refunded", "orders", order, _order(order, status, order.given_back))


def _in_state(status: str, order: PretendOrder) -> Body:
    return _event("order_created", "orders", order, _order(order, status, Decimal(0)))


def _order(order: PretendOrder, status: str, given_back: Decimal) -> Body:
    return {
        **_money(order, status, given_back),
        "identifier": f"89b36d62-4f5c-4353-853f-{order.order_id % 10**12:012d}",
        "order_number": order.order_id % 100_000,
    }


def _invoice(name: str, reason: str, order: PretendOrder) -> Body:
    refunding = name == "subscription_payment_refunded"
    attributes = _money(order, "paid", Decimal(0))
    if refunding:
        status = "refunded" if order.given_back >= order.total else "partial_refund"
        attributes = _money(order, status, order.given_back)
    attributes |= {"subscription_id": order.beginning + 1, "billing_reason": reason}
    return _event(name, "subscription-invoices", order, attributes)


def _subscription(order: PretendOrder) -> Body:
    """It alone names the order that it began with."""
    attributes = {
        "store_id": 1,
        "customer_id": order.order_id + 2,
        "order_id": order.order_id,
        "user_email": order.email,
        "status": "active",
        "created_at": _moment(order.placed_at),
        "updated_at": _moment(order.changed_at),
        "test_mode": order.test,
    }
    body = _event("subscription_created", "subscriptions", order, attributes)
    return {**body, "data": {**body["data"], "id": str(order.order_id + 1)}}


TOPICS: dict[str, Callable[[PretendOrder], Body]] = {
    "order_created": _order_created_event,
    # What follows the slash is ours: the same event in another state.
    "order_created/pending": partial(_in_state, "pending"),
    "order_created/failed": later(partial(_in_state, "failed")),
    "order_created/fraudulent": later(partial(_in_state, "fraudulent")),
    "order_refunded": giving_back(_order_refunded_event),
    "subscription_created": later(_subscription),
    "subscription_payment_success/initial": later(
        partial(_invoice, "subscription_payment_success", "initial")
    ),
    "subscription_payment_refunded/initial": giving_back(
        partial(_invoice, "subscription_payment_refunded", "initial")
    ),
    "subscription_payment_success": partial(_invoice, "subscription_payment_success", "renewal"),
    "subscription_payment_refunded": giving_back(
        partial(_invoice, "subscription_payment_refunded", "renewal")
    ),
}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
