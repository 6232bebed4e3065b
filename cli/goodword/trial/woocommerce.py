"""Orders in the shape of WooCommerce's REST API, version wc/v3, as its webhooks send them."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from goodword.trial.pretend_order import PretendOrder, giving_back, later

type Body = dict[str, Any]


def _order(status: str, order: PretendOrder) -> Body:
    paid = None if status == "pending" else _moment(order.placed_at)
    return {
        "id": order.order_id,
        "parent_id": 0,
        "number": str(order.order_id),
        "order_key": f"wc_order_{order.order_id:x}",
        "created_via": "checkout",
        "version": "10.9.0",
        "status": status,
        "currency": order.currency,
        "currency_symbol": "€",
        "prices_include_tax": True,
        "date_created_gmt": _moment(order.placed_at),
        "date_modified_gmt": _moment(order.changed_at),
        "date_paid_gmt": paid,
        "discount_total": "0.00",
        "shipping_total": "0.00",
        "shipping_tax": "0.00",
        "total": order.text(order.total),
        "total_tax": order.text(order.tax),
        "customer_id": 0,
        "billing": {"first_name": order.first_name, "email": order.email, "country": "DE"},
        "payment_method": "woocommerce_payments",
        "meta_data": _meta(order),
        "coupon_lines": _coupons(order),
        "refunds": _refunds(order),
        "line_items": [{"id": 1, "name": "Sourdough", "quantity": 1, "price": 42, "sku": None}],
    }


def _meta(order: PretendOrder) -> list[Body]:
    landing = f"https://shop.example/?ref={order.ref}" if order.ref else "https://shop.example/"
    given = (
        ("_gw", order.gw),
        ("_wc_order_attribution_source_type", "referral"),
        ("_wc_order_attribution_session_entry", landing),
        ("_wcpay_mode", "test" if order.test else "prod"),
    )
    return [{"id": n, "key": key, "value": value} for n, (key, value) in enumerate(given) if value]


def _coupons(order: PretendOrder) -> list[Body]:
    if not order.coupon:
        return []
    return [{"id": 2, "code": order.coupon.lower(), "discount": "5", "discount_tax": "0.8"}]


def _refunds(order: PretendOrder) -> list[Body]:
    if order.refunded <= Decimal(0):
        return []
    return [{"id": order.refund_id, "reason": "damaged", "total": f"-{order.text(order.refunded)}"}]


def _moment(at: datetime) -> str:
    """In UTC and without saying so, as the fields that end in `_gmt` are."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")


# There is one topic for all that changes; what follows the slash is ours.
TOPICS: dict[str, Callable[[PretendOrder], Body]] = {
    "order.created": partial(_order, "pending"),
    "order.updated": partial(_order, "processing"),
    "order.updated/refunded": giving_back(partial(_order, "processing")),
    "order.updated/failed": later(partial(_order, "failed")),
    "order.updated/cancelled": later(partial(_order, "cancelled")),
    "order.updated/trash": later(partial(_order, "trash")),
}
