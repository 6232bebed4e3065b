"""Orders and refunds in the shape of Shopify's REST webhooks, version 2026-10."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from goodword.trial.pretend_order import PretendOrder, giving_back, later

type Body = dict[str, Any]


def paid_order(order: PretendOrder) -> Body:
    return _order(order, "paid")


def orders_create(order: PretendOrder) -> Body:
    return _order(order, "pending")


def orders_updated_pending(order: PretendOrder) -> Body:
    """Paid once and not any more: a bank transfer or a check that came back."""
    return _order(order, "pending")


def updated_order(order: PretendOrder, moved: str = "success") -> Body:
    if not order.refunded:
        return _order(order, "paid")
    status = "refunded" if order.refunded >= order.total else "partially_refunded"
    payment = status if moved == "success" else "paid"
    return {**_order(order, payment), "refunds": [refunds_create(order, moved)]}


def cancelled_order(order: PretendOrder) -> Body:
    return {
        **_order(order, "refunded"),
        "cancel_reason": "customer",
        "cancelled_at": _moment(order.changed_at),
    }


def refunds_create(order: PretendOrder, moved: str = "success") -> Body:
    """One line gives the money back; the transaction's own currency is null, as it often is."""
    line = {
        "id": order.refund_id,
        "quantity": 1,
        "line_item_id": order.order_id + 1,
        "restock_type": "return",
        "subtotal": float(order.given_back),  # a JSON number, as Shopify itself sends it
        "total_tax": 0.0,
        "subtotal_set": _money(order, order.given_back),
        "total_tax_set": _money(order, Decimal(0)),
    }
    transaction = {
        "id": order.refund_id + 1,
        "order_id": order.order_id,
        "kind": "refund",
        "gateway": "shopify_payments",
        "status": moved,
        "amount": order.text(order.given_back),
        "currency": None,
        "test": order.test,
        "created_at": _moment(order.changed_at),
    }
    return {
        "id": order.refund_id,
        "admin_graphql_api_id": f"gid://shopify/Refund/{order.refund_id}",
        "order_id": order.order_id,
        "created_at": _moment(order.changed_at),
        "processed_at": _moment(order.changed_at),
        "note": "Things were damaged",
        "restock": True,
        "total_duties_set": _money(order, Decimal(0)),
        "refund_shipping_lines": [],
        "order_adjustments": [],
        "refund_line_items": [line],
        "transactions": [transaction],
    }


def exchange(order: PretendOrder) -> Body:
    """What came back was exchanged for something else: no money moved."""
    return {**refunds_create(order), "transactions": []}


def exchanged_order(order: PretendOrder) -> Body:
    return {**_order(order, "paid"), "refunds": [exchange(order)]}


def _dispute(status: str, order: PretendOrder, kind: str = "chargeback") -> Body:
    closed = status in ("won", "lost")
    return {
        "id": order.order_id + 3,
        "order_id": order.order_id,
        "type": kind,
        "amount": order.text(order.given_back),
        "currency": order.currency,
        "reason": "fraudulent",
        "network_reason_code": "4837",
        "status": status,
        "evidence_due_by": None,
        "evidence_sent_on": None,
        "finalized_on": _moment(order.changed_at) if closed else None,
        "initiated_at": _moment(order.placed_at if closed else order.changed_at),
    }


TOPICS: dict[str, Callable[[PretendOrder], Body]] = {
    "orders/paid": paid_order,
    "orders/create": orders_create,
    "orders/updated": updated_order,
    "orders/cancelled": later(cancelled_order),
    "refunds/create": giving_back(refunds_create),
    # What follows a second slash is ours: one of Shopify's topics in several states.
    "orders/updated/refund-failed": giving_back(partial(updated_order, moved="failure")),
    "orders/updated/pending": later(orders_updated_pending),
    "refunds/create/exchanged": giving_back(exchange),
    "orders/updated/exchanged": giving_back(exchanged_order),
    "disputes/create": giving_back(partial(_dispute, "needs_response")),
    "disputes/create/inquiry": giving_back(partial(_dispute, "needs_response", kind="inquiry")),
    "disputes/update/inquiry-closed": giving_back(partial(_dispute, "won", kind="inquiry")),
    "disputes/update/won": giving_back(partial(_dispute, "won")),
    "disputes/update/lost": giving_back(partial(_dispute, "lost")),
}


def _order(order: PretendOrder, status: str) -> Body:
    return {
        **_identity(order),
        **_hints(order),
        **_totals(order, paid=status != "pending"),
        "financial_status": status,
        "test": order.test,
        "line_items": [_line(order)],
        "shipping_lines": [],
        "refunds": [],
        "customer": _customer(order),
    }


def _identity(order: PretendOrder) -> Body:
    return {
        "id": order.order_id,
        "admin_graphql_api_id": f"gid://shopify/Order/{order.order_id}",
        "name": f"#{order.order_id % 100_000}",
        "email": order.email or None,
        "contact_email": order.email or None,
        "created_at": _moment(order.placed_at),
        "processed_at": _moment(order.placed_at),
        "updated_at": _moment(order.changed_at),
        "cancelled_at": None,
        "cancel_reason": None,
        "closed_at": None,
        "confirmed": True,
        "fulfillment_status": None,
        "payment_gateway_names": ["shopify_payments"],
        "buyer_accepts_marketing": True,
        "customer_locale": "en",
        "source_name": "web",
    }


def _hints(order: PretendOrder) -> Body:
    given = (("gw", order.gw), ("ref", order.ref))
    coupon = {"code": order.coupon, "amount": "5.00", "type": "fixed_amount"}
    return {
        "landing_site": f"/?ref={order.ref}" if order.ref else "/",
        "landing_site_ref": None,
        "referring_site": "",
        "note": None,
        "tags": "",
        "note_attributes": [{"name": name, "value": value} for name, value in given if value],
        "discount_codes": [coupon] if order.coupon else [],
    }


def _totals(order: PretendOrder, *, paid: bool) -> Body:
    return {
        "currency": order.currency,
        "presentment_currency": order.currency,
        "taxes_included": True,
        "total_price": order.text(order.total),
        "total_price_set": _money(order, order.total),
        "current_total_price": order.text(order.total),
        "subtotal_price": order.text(order.total),
        "total_line_items_price": order.text(order.total),
        "total_discounts": "0.00",
        "total_tax": order.text(order.tax),
        "total_tip_received": "0.00",
        "total_outstanding": "0.00" if paid else order.text(order.total),
        "total_shipping_price_set": _money(order, Decimal(0)),
    }


def _line(order: PretendOrder) -> Body:
    return {
        "id": order.order_id + 1,
        "title": "Sourdough subscription",
        "sku": "SOUR-1",
        "quantity": 1,
        "price": order.text(order.total),
        "total_discount": "0.00",
        "gift_card": False,
        "properties": [],
        "tax_lines": [{"title": "VAT", "rate": 0.19, "price": order.text(order.tax)}],
    }


def _customer(order: PretendOrder) -> Body | None:
    if not order.email:
        return None
    return {
        "id": order.order_id + 2,
        "email": order.email,
        "first_name": order.first_name,
        "last_name": "Example",
        "state": "disabled",
        "orders_count": 1,
        "email_marketing_consent": {"state": "subscribed", "opt_in_level": "single_opt_in"},
    }


def _money(order: PretendOrder, amount: Decimal) -> Body:
    one = {"amount": order.text(amount), "currency_code": order.currency}
    return {"shop_money": one, "presentment_money": one}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
