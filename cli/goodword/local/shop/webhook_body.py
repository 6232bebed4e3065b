"""Orders and refunds as Shopify's webhooks tell them, REST-shaped, version 2026-10."""

from typing import Any

from goodword.local.shop.order import BakeryOrder, OrderLine, OrderRefund
from goodword.local.shop.product import CURRENCY, decimal_text

GATEWAY = "shopify_payments"

type Body = dict[str, Any]


def order_body(order: BakeryOrder) -> Body:
    return {
        **_identity(order),
        **_totals(order),
        **_discounts(order),
        "landing_site": order.landing or None,
        "referring_site": None,
        "note_attributes": [{"name": n, "value": v} for n, v in order.attributes.items()],
        "line_items": [_line(order, line) for line in order.lines],
        "shipping_lines": _shipping(order),
        "refunds": [refund_body(order, refund) for refund in order.refunds],
        "customer": _customer(order),
    }


def refund_body(order: BakeryOrder, refund: OrderRefund) -> Body:
    return {
        "id": refund.number,
        "admin_graphql_api_id": f"gid://shopify/Refund/{refund.number}",
        "order_id": order.number,
        "created_at": refund.refunded_at.isoformat(timespec="seconds"),
        "processed_at": refund.refunded_at.isoformat(timespec="seconds"),
        "note": None,
        "restock": False,
        "refund_line_items": [
            {
                "id": each.line * 10 + 1,
                "line_item_id": each.line,
                "quantity": each.quantity,
                "restock_type": "no_restock",
                **_amount("subtotal", each.minor),
                **_amount("total_tax", 0),
            }
            for each in refund.lines
        ],
        "order_adjustments": _adjustments(order, refund),
        "transactions": _transactions(order, refund),
    }


def edit_body(order: BakeryOrder, line: int, delta: int) -> Body:
    """What `orders/edited` tells: which lines grew or shrank, and nothing of the money."""
    change = [{"id": line, "delta": abs(delta)}]
    return {
        "order_edit": {
            "id": order.number * 1000 + len(order.lines) + len(order.refunds),
            "order_id": order.number,
            "committed_at": order.changed_at.isoformat(timespec="seconds"),
            "line_items": {
                "additions": change if delta > 0 else [],
                "removals": change if delta < 0 else [],
            },
        }
    }


def _identity(order: BakeryOrder) -> Body:
    cancelled = order.cancelled_at
    return {
        "id": order.number,
        "admin_graphql_api_id": f"gid://shopify/Order/{order.number}",
        "name": order.name,
        "order_number": order.number,
        "email": order.email,
        "contact_email": order.email,
        "created_at": order.placed_at.isoformat(timespec="seconds"),
        "processed_at": order.placed_at.isoformat(timespec="seconds"),
        "updated_at": order.changed_at.isoformat(timespec="seconds"),
        "cancelled_at": cancelled.isoformat(timespec="seconds") if cancelled else None,
        "cancel_reason": "customer" if cancelled else None,
        "financial_status": order.financial_status,
        "payment_gateway_names": [GATEWAY] if order.total_minor else [],
        "buyer_accepts_marketing": order.wants_mail,
        "customer_locale": "en",
        "source_name": "web",
        "test": False,
    }


def _totals(order: BakeryOrder) -> Body:
    return {
        "currency": CURRENCY,
        "presentment_currency": CURRENCY,
        "taxes_included": False,
        **_amount("total_price", order.total_minor),
        **_amount("current_total_price", order.rest_minor),
        **_amount("subtotal_price", order.goods_minor - order.off_minor),
        **_amount("total_line_items_price", order.goods_minor),
        **_amount("total_discounts", order.off_minor + order.shipping_off_minor),
        **_amount("total_tax", 0),
        "total_shipping_price_set": _money(order.shipping_minor),
        "total_tip_received": "0.00",
        "total_outstanding": "0.00",
        "tax_lines": [],
    }


def _discounts(order: BakeryOrder) -> Body:
    if not order.code:
        return {"discount_codes": [], "discount_applications": []}
    off = decimal_text(order.off_minor + order.shipping_off_minor)
    return {
        "discount_codes": [{"code": order.code, "amount": off, "type": order.code_kind}],
        "discount_applications": [
            {
                "type": "discount_code",
                "code": order.code,
                "value": off,
                "value_type": "fixed_amount",
                "allocation_method": "across",
                "target_type": "shipping_line" if order.shipping_off_minor else "line_item",
                "target_selection": "all",
            }
        ],
    }


def _line(order: BakeryOrder, line: OrderLine) -> Body:
    return {
        "id": line.number,
        "product_id": line.product,
        "variant_id": line.product,
        "title": line.title,
        "sku": f"BAKERY-{line.product}",
        "quantity": line.quantity,
        "current_quantity": order.remaining_pieces(line),
        **_amount("price", line.minor),
        "total_discount": "0.00",
        "discount_allocations": _allocations(line.off_minor),
        "gift_card": False,
        "properties": [],
        "tax_lines": [],
    }


def _shipping(order: BakeryOrder) -> list[Body]:
    if not order.shipping_minor:
        return []
    return [
        {
            "id": order.number * 1000 + 900,
            "title": "By bicycle",
            **_amount("price", order.shipping_minor),
            "discount_allocations": _allocations(order.shipping_off_minor),
            "tax_lines": [],
        }
    ]


def _allocations(minor: int) -> list[Body]:
    return [{**_amount("amount", minor), "discount_application_index": 0}] if minor else []


def _adjustments(order: BakeryOrder, refund: OrderRefund) -> list[Body]:
    """What was given back for the delivery is below zero here, and so is money beyond the goods."""
    found = (
        ("shipping_refund", -refund.shipping_minor),
        ("refund_discrepancy", refund.discrepancy_minor),
    )
    return [
        {
            "id": refund.number * 10 + place,
            "order_id": order.number,
            "refund_id": refund.number,
            "kind": kind,
            **_amount("amount", minor),
            **_amount("tax_amount", 0),
        }
        for place, (kind, minor) in enumerate(found, 1)
        if minor
    ]


def _transactions(order: BakeryOrder, refund: OrderRefund) -> list[Body]:
    if not refund.amount_minor:
        return []
    return [
        {
            "id": refund.number * 10 + 5,
            "order_id": order.number,
            "kind": "refund",
            "status": "success",
            "gateway": GATEWAY,
            "amount": decimal_text(refund.amount_minor),
            "currency": CURRENCY,
            "created_at": refund.refunded_at.isoformat(timespec="seconds"),
        }
    ]


def _customer(order: BakeryOrder) -> Body:
    state = "subscribed" if order.wants_mail else "not_subscribed"
    return {
        "email": order.email,
        "first_name": order.first_name,
        "orders_count": order.nth,
        "email_marketing_consent": {"state": state, "opt_in_level": "single_opt_in"},
    }


def _amount(name: str, minor: int) -> Body:
    """The plain field and the same in both moneys, as the platform has them side by side."""
    return {name: decimal_text(minor), f"{name}_set": _money(minor)}


def _money(minor: int) -> Body:
    money = {"amount": decimal_text(minor), "currency_code": CURRENCY}
    return {"shop_money": money, "presentment_money": money}
