"""Tracks of Segment's e-commerce specification, one per request."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from goodword.trial.pretend_order import PretendOrder, giving_back, later

type Body = dict[str, Any]


def _track(event: str, order: PretendOrder, properties: Body) -> Body:
    address = f"https://shop.example/thanks?ref={order.ref}" if order.ref else ""
    return {
        "type": "track",
        "event": event,
        "messageId": f"ajs-next-{event.replace(' ', '').lower()}-{order.order_id}",
        "anonymousId": f"anon-{order.order_id}",
        "userId": f"user-{order.order_id}",
        "timestamp": _moment(order.changed_at),
        "sentAt": _moment(order.changed_at),
        "context": {
            "library": {"name": "analytics.js", "version": "next-1.70.0"},
            "locale": "en-GB",
            "page": {"url": address or "https://shop.example/thanks"},
            "traits": {"email": order.email, "firstName": order.first_name},
        },
        "properties": {"order_id": str(order.order_id), "currency": order.currency, **properties},
    }


def _completion(order: PretendOrder) -> Body:
    properties: Body = {
        "total": float(order.total),  # a JSON number, as the specification has it
        "revenue": float(order.total - order.tax),
        "tax": float(order.tax),
        "shipping": 0,
        "products": [{"product_id": "SOUR-1", "price": float(order.total), "quantity": 1}],
    }
    given = {"gw": order.gw, "coupon": order.coupon}
    hints: Body = {name: value for name, value in given.items() if value}
    if order.test:
        hints["test"] = True
    return _track("Order Completed", order, properties | hints)


def _refund(order: PretendOrder) -> Body:
    part = {"total": float(order.given_back)} if order.refunded else {}
    name = f"ajs-next-orderrefunded-{order.order_id}-{order.refund_id}"
    return {**_track("Order Refunded", order, part), "messageId": name}


def _cancellation(order: PretendOrder) -> Body:
    return _track("Order Cancelled", order, {})


def _free_act(name: str, order: PretendOrder) -> Body:
    """Named by the person; without money."""
    given = {"gw": order.gw, "ref": order.ref}
    hints = {each: value for each, value in given.items() if value}
    return {**_track(name, order, hints), "userId": f"user-{order.order_id}"}


TOPICS: dict[str, Callable[[PretendOrder], Body]] = {
    "order-completed": _completion,
    "signed-up": partial(_free_act, "Signed Up"),
    "trial-started": partial(_free_act, "Trial Started"),
    "order-refunded": giving_back(_refund),
    "order-cancelled": later(_cancellation),
}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
