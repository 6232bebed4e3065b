"""BigCommerce's events with the order already inside, as if it had just been fetched.

`goodword trigger` has no store that could be asked; the bodies are what is kept after asking.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from goodword.trial.pretend_order import PretendOrder, giving_back, later

type Body = dict[str, Any]

_NAMES = {
    4: ("Refunded", "refunded"),
    5: ("Cancelled", "void"),
    6: ("Declined", "declined"),
    7: ("Awaiting Payment", ""),
    11: ("Awaiting Fulfillment", "captured"),
    13: ("Disputed", "captured"),
    14: ("Partially Refunded", "partially refunded"),
}


def thin(scope: str, order: PretendOrder) -> Body:
    """What BigCommerce itself sends."""
    return {
        "scope": scope,
        "store_id": "1025646",
        "data": {"type": "order", "id": order.order_id},
        "hash": f"{order.order_id:040x}",
        "created_at": int(order.changed_at.timestamp()),
        "producer": "stores/goodword",
    }


def full_body(scope: str, status: int, order: PretendOrder) -> Body:
    coupons = [{"id": 1, "code": order.coupon, "amount": "5.0000"}] if order.coupon else []
    return {
        "event": thin(scope, order),
        "order": order_json(order, status),
        "coupons": coupons,
        "refunds": {"data": [_refund(order)] if status == 14 else [], "meta": {}},
    }


def order_json(order: PretendOrder, status: int) -> Body:
    """As version 2 of the Orders API shows it."""
    name, payment = _NAMES[status]
    written = [f"{key}={value}" for key, value in (("gw", order.gw), ("ref", order.ref)) if value]
    return {
        "id": order.order_id,
        "customer_id": 0,
        "date_created": _rfc_2822(order.placed_at),
        "date_modified": _rfc_2822(order.changed_at),
        "status_id": status,
        "status": name,
        "subtotal_inc_tax": f"{order.total:.4f}",
        "shipping_cost_ex_tax": "0.0000",
        "total_ex_tax": f"{order.total - order.tax:.4f}",
        "total_inc_tax": f"{order.total:.4f}",
        "total_tax": f"{order.tax:.4f}",
        "payment_method": "Test Payment Gateway" if order.test else "Credit Card",
        "payment_status": payment,
        "refunded_amount": "0.0000",
        "store_credit_amount": "0.0000",
        "gift_certificate_amount": "0.0000",
        "currency_code": order.currency,
        "default_currency_code": order.currency,
        "customer_message": " ".join(written),
        "is_email_opt_in": True,
        "customer_locale": "en",
        "billing_address": {"first_name": order.first_name, "email": order.email},
    }


def _refund(order: PretendOrder) -> Body:
    return {
        "id": order.refund_id,
        "order_id": order.order_id,
        "created": order.changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "reason": "Things were damaged",
        "total_amount": float(order.given_back),  # a JSON number, as version 3 sends it
        "items": [],
        "payments": [{"provider_id": "card", "amount": float(order.given_back), "offline": False}],
    }


TOPICS: dict[str, Callable[[PretendOrder], Body]] = {
    "store/order/created": partial(full_body, "store/order/created", 7),
    "store/order/statusUpdated": partial(full_body, "store/order/statusUpdated", 11),
    "store/order/refund/created": giving_back(partial(full_body, "store/order/refund/created", 14)),
    "store/order/updated": partial(full_body, "store/order/updated", 4),
    # What follows is ours: the same scope in other states.
    "store/order/updated/cancelled": later(partial(full_body, "store/order/updated", 5)),
    "store/order/updated/declined": later(partial(full_body, "store/order/updated", 6)),
    "store/order/updated/disputed": later(partial(full_body, "store/order/updated", 13)),
}


def _rfc_2822(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
