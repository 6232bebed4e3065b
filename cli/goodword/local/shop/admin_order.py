"""An order as the Admin API's `Order` has it: the fields that a question may ask for."""

from datetime import datetime
from typing import Any

from goodword.local.shop.order import BakeryOrder, OrderLine, OrderRefund
from goodword.local.shop.product import CURRENCY, decimal_text
from goodword.local.shop.webhook_body import GATEWAY

type Node = dict[str, Any]


def order_node(order: BakeryOrder, address: str) -> Node:
    """`address`: the shop's own, in front of the page that the buyer came in by."""
    cancelled = order.cancelled_at
    return {
        "id": f"gid://shopify/Order/{order.number}",
        "legacyResourceId": str(order.number),
        "name": order.name,
        "test": False,
        "createdAt": stamp(order.placed_at),
        "processedAt": stamp(order.placed_at),
        "updatedAt": stamp(order.changed_at),
        "cancelledAt": stamp(cancelled) if cancelled else None,
        "cancelReason": "CUSTOMER" if cancelled else None,
        "displayFinancialStatus": order.financial_status.upper(),
        "paymentGatewayNames": [GATEWAY] if order.total_minor else [],
        "currencyCode": CURRENCY,
        "presentmentCurrencyCode": CURRENCY,
        "taxesIncluded": False,
        "totalPriceSet": money(order.total_minor),
        "currentTotalPriceSet": money(order.rest_minor),
        "totalTaxSet": money(0),
        "totalTipReceivedSet": money(0),
        "totalDiscountsSet": money(order.off_minor + order.shipping_off_minor),
        "originalTotalDutiesSet": None,
        "customAttributes": [{"key": n, "value": v} for n, v in order.attributes.items()],
        "discountCode": order.code or None,
        "discountCodes": [order.code] if order.code else [],
        "shippingLines": _shipping(order),
        "lineItems": [_line(line) for line in order.lines],
        "refunds": [_refund(refund) for refund in order.refunds],
        **_person(order, address),
    }


def stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def money(minor: int) -> Node:
    one = {"amount": decimal_text(minor), "currencyCode": CURRENCY}
    return {"shopMoney": one, "presentmentMoney": one}


def _person(order: BakeryOrder, address: str) -> Node:
    state = "SUBSCRIBED" if order.wants_mail else "NOT_SUBSCRIBED"
    visit = {"landingPage": f"{address}{order.landing}"} if order.landing else None
    return {
        "email": order.email,
        "customerAcceptsMarketing": order.wants_mail,
        "customerLocale": "en",
        "customer": {
            "firstName": order.first_name,
            "numberOfOrders": str(order.nth),
            "defaultEmailAddress": {"emailAddress": order.email, "marketingState": state},
        },
        "customerJourneySummary": {"firstVisit": visit, "lastVisit": visit},
    }


def _line(line: OrderLine) -> Node:
    return {
        "id": f"gid://shopify/LineItem/{line.number}",
        "title": line.title,
        "quantity": line.quantity,
        "isGiftCard": False,
        "originalUnitPriceSet": money(line.minor),
        "totalDiscountSet": money(0),
        "discountAllocations": _allocations(line.off_minor),
    }


def _shipping(order: BakeryOrder) -> list[Node]:
    if not order.shipping_minor:
        return []
    return [
        {
            "title": "By bicycle",
            "originalPriceSet": money(order.shipping_minor),
            "discountAllocations": _allocations(order.shipping_off_minor),
            "taxLines": [],
        }
    ]


def _allocations(minor: int) -> list[Node]:
    return [{"allocatedAmountSet": money(minor)}] if minor else []


def _refund(refund: OrderRefund) -> Node:
    shipping, gap = refund.shipping_minor, refund.discrepancy_minor
    moved = refund.amount_minor
    return {
        "id": f"gid://shopify/Refund/{refund.number}",
        "legacyResourceId": str(refund.number),
        "createdAt": stamp(refund.refunded_at),
        "totalRefundedSet": money(moved),
        "refundLineItems": [
            {
                "quantity": each.quantity,
                "subtotalSet": money(each.minor),
                "totalTaxSet": money(0),
            }
            for each in refund.lines
        ],
        "refundShippingLines": [{"subtotalAmountSet": money(shipping), "taxAmountSet": money(0)}]
        if shipping
        else [],
        "orderAdjustments": [{"amountSet": money(gap), "taxAmountSet": money(0)}] if gap else [],
        "transactions": [{"kind": "REFUND", "status": "SUCCESS", "amountSet": money(moved)}]
        if moved
        else [],
    }
