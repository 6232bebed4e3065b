"""The till: takes the money of a basket, and what the owner does with an order later.

Each act is one transaction: the order as it now is, the last use of the code, and the webhooks that
tell of it.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from goodword.local.shop.bill import Bill, reckon
from goodword.local.shop.discount import NO_SUCH_CODE, CodeDiscount, Shopper
from goodword.local.shop.order import PLACES, BakeryOrder, OrderLine
from goodword.local.shop.shelf import Cart, ShopTables
from goodword.local.shop.webhook_body import edit_body, order_body, refund_body


@dataclass(frozen=True, slots=True)
class CheckoutForm:
    email: str
    first_name: str
    wants_mail: bool


def bill_of(cart: Cart, tables: ShopTables, *, email: str = "", now: datetime) -> Bill:
    """Reckoned anew each time it is looked at: a code may be used up between two looks."""
    before = len(tables.orders_of(email)) if email else 0
    discount = tables.discount(cart.code) if cart.code else None
    bill = reckon(cart.items, discount, Shopper(email, before), delivery=cart.delivery, now=now)
    if cart.code and discount is None:
        return Bill(bill.lines, None, NO_SUCH_CODE, bill.shipping_minor, 0)
    return bill


def check_out(
    cart: Cart, form: CheckoutForm, tables: ShopTables, *, token: str, now: datetime
) -> BakeryOrder | Bill:
    """The order; or the bill as it is, where nothing is in the basket or its code isn't taken."""
    bill = bill_of(cart, tables, email=form.email, now=now)
    if not bill.lines or bill.refusal:
        return bill
    before = tables.orders_of(form.email)
    number = tables.next_order()
    shopper = Shopper(form.email, len(before))
    if bill.discount:
        tables.keep_discount(bill.discount.use(shopper))
    order = BakeryOrder(
        number=number,
        name=f"#{number}",
        token=token,
        placed_at=now,
        changed_at=now,
        email=form.email,
        first_name=form.first_name,
        wants_mail=form.wants_mail,
        nth=len(before) + 1,
        lines=_lines(number, bill),
        shipping_minor=bill.shipping_minor,
        shipping_off_minor=bill.shipping_off_minor,
        attributes=cart.attributes,
        landing=cart.landing,
        **_code_parts(bill.discount),
    )
    body = order_body(order)
    _keep(order, tables, ("orders/create", body), ("orders/paid", body))
    return order


def refund_rest(order: BakeryOrder, tables: ShopTables, now: datetime) -> None:
    if order.rest_minor > 0:
        _keep_refund(order.refund_rest(now), tables)


def refund_amount(order: BakeryOrder, minor: int, tables: ShopTables, now: datetime) -> None:
    if minor > 0 and order.rest_minor > 0:
        _keep_refund(order.refund_amount(minor, now), tables)


def call_off(order: BakeryOrder, tables: ShopTables, now: datetime) -> None:
    if order.cancelled_at:
        return
    changed = order.call_off(now)
    news = _refund_news(changed) if len(changed.refunds) > len(order.refunds) else []
    body = order_body(changed)
    _keep(changed, tables, ("orders/cancelled", body), *news, ("orders/updated", body))


def add_piece(order: BakeryOrder, product: int, tables: ShopTables, now: datetime) -> None:
    if order.cancelled_at is None:
        changed = order.add_pieces(product, 1, now)
        edit = edit_body(changed, changed.lines[-1].number, 1)
        _keep(changed, tables, ("orders/edited", edit), ("orders/updated", order_body(changed)))


def remove_piece(order: BakeryOrder, line: int, tables: ShopTables, now: datetime) -> None:
    there = [each for each in order.lines if each.number == line]
    if order.cancelled_at or not there or not order.remaining_pieces(there[0]):
        return
    changed = order.remove_piece(line, now)
    edit = ("orders/edited", edit_body(changed, line, -1))
    _keep(changed, tables, edit, *_refund_news(changed), ("orders/updated", order_body(changed)))


def _keep_refund(order: BakeryOrder, tables: ShopTables) -> None:
    _keep(order, tables, *_refund_news(order), ("orders/updated", order_body(order)))


def _refund_news(order: BakeryOrder) -> list[tuple[str, dict[str, Any]]]:
    return [("refunds/create", refund_body(order, order.refunds[-1]))]


def _keep(order: BakeryOrder, tables: ShopTables, *news: tuple[str, dict[str, Any]]) -> None:
    tables.keep_order(order)
    at = order.changed_at.isoformat(timespec="milliseconds")
    for topic, body in news:
        tables.queue_webhook(order.number, topic, json.dumps(body), at)


def _lines(number: int, bill: Bill) -> tuple[OrderLine, ...]:
    return tuple(
        OrderLine(
            number=number * PLACES + place,
            product=line.product.number,
            quantity=line.quantity,
            minor=line.product.minor,
            off_minor=line.off_minor,
        )
        for place, line in enumerate(bill.lines)
    )


def _code_parts(discount: CodeDiscount | None) -> dict[str, str]:
    if discount is None:
        return {}
    kind = "fixed_amount" if discount.share is None else "percentage"
    return {
        "code": discount.code,
        "code_words": discount.words,
        "code_kind": "shipping" if discount.free_shipping else kind,
    }
