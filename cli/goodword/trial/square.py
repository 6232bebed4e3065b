"""Payments, refunds and disputes as Square's webhooks tell them."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from goodword.trial.pretend_order import PretendOrder, giving_back, later

type Body = dict[str, Any]


def _event(kind: str, name: str, order: PretendOrder, about: Body) -> Body:
    return {
        "merchant_id": "ML8QGOODWORD1",
        "type": kind,
        "event_id": f"{kind}-{order.order_id}-{_moment(order.changed_at)}",
        "created_at": _moment(order.changed_at),
        "data": {"type": name, "id": about["id"], "object": {name: about}},
    }


def _payment(kind: str, status: str, order: PretendOrder) -> Body:
    written = [f"{name}={value}" for name, value in (("gw", order.gw), ("ref", order.ref)) if value]
    about = {
        "id": _payment_id(order),
        "created_at": _moment(order.placed_at),
        "updated_at": _moment(order.changed_at),
        "amount_money": _money(order, order.total),
        "total_money": _money(order, order.total),
        "approved_money": _money(order, order.total),
        "status": status,
        "delay_action": "CANCEL",
        "source_type": "CARD",
        "card_details": {"status": "CAPTURED" if status == "COMPLETED" else "AUTHORIZED"},
        "location_id": "LGOODWORD0001",
        "order_id": f"ord{order.order_id}ZY",
        "customer_id": f"CUS{order.order_id}",
        "receipt_number": f"r{order.order_id % 1000}",
        "application_details": {
            "square_product": "ECOMMERCE_API",
            "application_id": "sandbox-sq0idb-goodword" if order.test else "sq0idp-goodword",
        },
        "version_token": f"v{order.order_id}",
    }
    if order.email:
        about["buyer_email_address"] = order.email
        about["billing_address"] = {"first_name": order.first_name, "country": "DE"}
    if written:
        about["note"] = f"Web order {order.order_id} {' '.join(written)}"
    return _event(kind, "payment", order, about)


def _refund(kind: str, status: str, order: PretendOrder) -> Body:
    about = {
        "id": f"{_payment_id(order)}_ref{order.refund_id}",
        "status": status,
        "amount_money": _money(order, order.given_back),
        "payment_id": _payment_id(order),
        "order_id": f"ord{order.order_id}ZY",
        "location_id": "LGOODWORD0001",
        "reason": "Things were damaged",
        "created_at": _moment(order.changed_at),
        "updated_at": _moment(order.changed_at),
        "version": 7,
    }
    return _event(kind, "refund", order, about)


def _dispute(kind: str, state: str, order: PretendOrder) -> Body:
    about = {
        "id": f"dsp{order.order_id}",
        "amount_money": _money(order, order.given_back),
        "reason": "NOT_AS_DESCRIBED",
        "state": state,
        "disputed_payment": {"payment_id": _payment_id(order)},
        "card_brand": "VISA",
        "created_at": _moment(order.changed_at),
        "updated_at": _moment(order.changed_at),
        "location_id": "LGOODWORD0001",
        "version": 2,
    }
    return _event(kind, "dispute", order, about)


TOPICS: dict[str, Callable[[PretendOrder], Body]] = {
    "payment.created": partial(_payment, "payment.created", "APPROVED"),
    "payment.updated": partial(_payment, "payment.updated", "COMPLETED"),
    "payment.updated/canceled": later(partial(_payment, "payment.updated", "CANCELED")),
    "payment.updated/failed": later(partial(_payment, "payment.updated", "FAILED")),
    "refund.created": giving_back(partial(_refund, "refund.created", "PENDING")),
    "refund.updated": giving_back(partial(_refund, "refund.updated", "COMPLETED")),
    "refund.updated/failed": giving_back(partial(_refund, "refund.updated", "FAILED")),
    "dispute.created": giving_back(partial(_dispute, "dispute.created", "EVIDENCE_REQUIRED")),
    "dispute.created/inquiry": giving_back(
        partial(_dispute, "dispute.created", "INQUIRY_EVIDENCE_REQUIRED")
    ),
    "dispute.state.updated/inquiry-closed": giving_back(
        partial(_dispute, "dispute.state.updated", "INQUIRY_CLOSED")
    ),
    "dispute.state.updated": giving_back(partial(_dispute, "dispute.state.updated", "WON")),
    "dispute.state.updated/lost": giving_back(partial(_dispute, "dispute.state.updated", "LOST")),
}


def _payment_id(order: PretendOrder) -> str:
    return f"pay{order.order_id}ZY"


def _money(order: PretendOrder, amount: Decimal) -> Body:
    return {"amount": order.minor(amount), "currency": order.currency}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
