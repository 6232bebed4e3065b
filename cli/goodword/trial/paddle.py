"""Transactions and adjustments in the shape of Paddle Billing's notifications."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from goodword.trial.pretend_order import PretendOrder, giving_back, later

type Body = dict[str, Any]


def _event(kind: str, order: PretendOrder, data: Body) -> Body:
    return {
        "event_id": f"evt_{kind.replace('.', '')}{order.order_id}",
        "event_type": kind,
        "occurred_at": _moment(order.changed_at),
        "notification_id": f"ntf_{order.order_id}",
        "data": data,
    }


def _transaction(kind: str, status: str, origin: str, order: PretendOrder) -> Body:
    given = {"gw": order.gw, "ref": order.ref, "coupon": order.coupon}
    custom = {name: value for name, value in given.items() if value}
    data: Body = {
        "id": _transaction_id(order),
        "status": status,
        "origin": origin,
        "customer_id": f"ctm_{order.order_id}",
        "address_id": f"add_{order.order_id}",
        "subscription_id": f"sub_{order.beginning}" if origin != "web" else None,
        "invoice_number": f"325-{order.order_id % 100_000}",
        "collection_mode": "automatic",
        "discount_id": None,
        "custom_data": custom or None,
        "currency_code": order.currency,
        "details": {"totals": _totals(order), "line_items": []},
        "items": [],
        "payments": [],
        "created_at": _moment(order.placed_at),
        "updated_at": _moment(order.changed_at),
        "billed_at": _moment(order.placed_at),
    }
    return _event(kind, order, data)


def _subscription(status: str, order: PretendOrder) -> Body:
    """It alone names the transaction that it began with."""
    data: Body = {
        "id": f"sub_{order.order_id}",
        "status": status,
        "customer_id": f"ctm_{order.order_id}",
        "transaction_id": _transaction_id(order),
        "currency_code": order.currency,
        "created_at": _moment(order.placed_at),
        "updated_at": _moment(order.changed_at),
    }
    return _event("subscription.created", order, data)


def _totals(order: PretendOrder) -> Body:
    tax, total = str(order.minor(order.tax)), str(order.minor(order.total))
    return {
        "subtotal": str(order.minor(order.total - order.tax)),
        "tax": tax,
        "total": total,
        "discount": "0",
        "credit": "0",
        "credit_to_balance": "0",
        "balance": "0",
        "grand_total": total,
        "grand_total_tax": tax,
        "fee": None,
        "earnings": None,
        "currency_code": order.currency,
    }


def _adjustment(kind: str, action: str, status: str, order: PretendOrder) -> Body:
    data: Body = {
        "id": f"adj_{action.replace('_', '')}{order.refund_id}",
        "action": action,
        "transaction_id": _transaction_id(order),
        "subscription_id": None,
        "customer_id": f"ctm_{order.order_id}",
        "reason": "Things were damaged",
        "currency_code": order.currency,
        "status": status,
        "items": [],
        "totals": {
            "subtotal": str(order.minor(order.given_back)),
            "tax": "0",
            "total": str(order.minor(order.given_back)),
            "currency_code": order.currency,
        },
        "created_at": _moment(order.changed_at),
        "updated_at": _moment(order.changed_at),
    }
    return _event(kind, order, data)


TOPICS: dict[str, Callable[[PretendOrder], Body]] = {
    "transaction.created": partial(_transaction, "transaction.created", "ready", "web"),
    "transaction.completed": partial(_transaction, "transaction.completed", "completed", "web"),
    "transaction.completed/renewal": partial(
        _transaction, "transaction.completed", "completed", "subscription_recurring"
    ),
    "subscription.created": later(partial(_subscription, "active")),
    "subscription.created/trialing": later(partial(_subscription, "trialing")),
    "transaction.canceled": later(partial(_transaction, "transaction.canceled", "canceled", "web")),
    "adjustment.created": giving_back(
        partial(_adjustment, "adjustment.created", "refund", "pending_approval")
    ),
    "adjustment.updated": giving_back(
        partial(_adjustment, "adjustment.updated", "refund", "approved")
    ),
    "adjustment.updated.refund_reversed": giving_back(
        partial(_adjustment, "adjustment.updated", "refund", "reversed")
    ),
    **{
        f"adjustment.created.{action}": giving_back(
            partial(_adjustment, "adjustment.created", action, "approved")
        )
        for action in (
            "chargeback",
            "chargeback_reverse",
            "chargeback_warning",
            "chargeback_warning_reverse",
        )
    },
}


def _transaction_id(order: PretendOrder) -> str:
    return f"txn_{order.order_id}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
