"""Bodies for our own endpoint, as docs/algorithms/conversions.md describes them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from goodword.trial.pretend_order import PretendOrder, giving_back, later

type Body = dict[str, Any]


def _envelope(kind: str, order: PretendOrder, data: Body) -> Body:
    about = {"order_id": str(order.order_id), **data}
    return {"type": kind, "timestamp": order.changed_at.isoformat(), "data": about}


def _order(kind: str, order: PretendOrder, payment: str = "paid") -> Body:
    given = {"gw": order.gw, "ref": order.ref}
    signals: Body = {name: value for name, value in given.items() if value}
    if order.coupon:
        signals["coupons"] = [order.coupon]
    data = {
        "order_name": f"#{order.order_id % 100_000}",
        "placed_at": order.placed_at.isoformat(),
        "payment": payment,
        "currency": order.currency,
        "total": order.text(order.total),
        "tax": order.text(order.tax),
        "shipping": "0.00",
        "customer": {
            "email": order.email,
            "first_name": order.first_name,
            "locale": "en",
            "accepts_mail": True,
        },
        "signals": signals,
        "test": order.test,
    }
    if order.began_with:
        data["subscription_id"] = str(order.began_with)
    return _envelope(kind, order, data)


def _renewal(order: PretendOrder) -> Body:
    body = _order("order.paid", order)
    known = {"subscription_id": str(order.beginning), "renewal": True}
    return {**body, "data": {**body["data"], **known}}


def _free_act(kind: str, name: str, order: PretendOrder) -> Body:
    told = _order(kind, order)["data"]
    kept = {each: told[each] for each in ("placed_at", "customer", "signals", "test")}
    data = {name: str(order.order_id), **kept}
    return {"type": kind, "timestamp": order.changed_at.isoformat(), "data": data}


def _cancellation(order: PretendOrder) -> Body:
    return _envelope("order.cancelled", order, {"reason": "customer"})


def _reopening(order: PretendOrder) -> Body:
    return _envelope("order.reopened", order, {})


def _failed_refund(order: PretendOrder) -> Body:
    data = {"refund_id": str(order.refund_id), "amount": "0"}
    return _envelope("refund.updated", order, data)


def _refund(order: PretendOrder) -> Body:
    data = {
        "refund_id": str(order.refund_id),
        "amount": order.text(order.given_back),
        "currency": order.currency,
    }
    return _envelope("refund.created", order, data)


def _dispute(kind: str, order: PretendOrder) -> Body:
    data = {"dispute_id": f"dp-{order.order_id}", "amount": order.text(order.given_back)}
    return _envelope(kind, order, data)


TOPICS: dict[str, Callable[[PretendOrder], Body]] = {
    "order.paid": partial(_order, "order.paid"),
    "signup.created": partial(_free_act, "signup.created", "signup_id"),
    "trial.started": partial(_free_act, "trial.started", "subscription_id"),
    "order.updated": partial(_order, "order.updated"),
    # What follows the slash is ours: the same type in another state.
    "order.paid/renewal": _renewal,
    "order.updated/pending": partial(_order, "order.updated", payment="pending"),
    "order.cancelled": later(_cancellation),
    "order.reopened": later(_reopening),
    "refund.created": giving_back(_refund),
    "refund.updated": giving_back(_failed_refund),
    **{
        kind: giving_back(partial(_dispute, kind))
        for kind in ("dispute.inquiry", "dispute.opened", "dispute.won", "dispute.lost")
    },
}
