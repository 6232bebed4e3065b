"""One of Shopify's orders as GraphQL tells it, made into the body of its webhook.

Enumerations in lower case, connections as plain lists, amounts beside their sets, shipping given
back among a refund's adjustments, and the page that the buyer came in by.
"""

from collections.abc import Mapping
from typing import Any

from referrals.providers.shops.body import mapping, rows, text
from referrals.providers.shops.hints import CLICK, COOKIE, REF, query_pairs

_SETS = {
    "total_price_set": "total_price",
    "total_tax_set": "total_tax",
    "total_tip_received_set": "total_tip_received",
}
_OURS = {CLICK, COOKIE, REF}

type Node = Mapping[str, Any]


def is_cut(node: Node, most_refunds: int) -> bool:
    """Whether the order has more parts than were asked for."""
    refunds = rows(node.get("refunds"))
    connections = [part for each in (node, *refunds) for part in each.values()]
    further = any(
        mapping(mapping(part).get("pageInfo")).get("hasNextPage") is True for part in connections
    )
    # The list of refunds is no connection: it doesn't tell whether it goes on.
    return further or len(refunds) >= most_refunds


def order_body(node: Node) -> dict[str, Any]:
    plain: dict[str, Any] = _plain(node)
    plain["id"] = _number(node.get("id"))
    plain["financial_status"] = text(node.get("financial_status")).lower()
    plain["cancel_reason"] = text(node.get("cancel_reason")).lower() or None
    for name, flat in _SETS.items():
        plain[flat] = _shop_amount(plain, name)
    codes = node.get("discount_codes")
    listed = codes if isinstance(codes, list) else []
    plain["discount_codes"] = [{"code": code} for code in listed]
    plain["customer"] = _customer(mapping(node.get("customer")))
    plain["landing_site"] = _landing(mapping(plain.pop("journey", None)))
    for name in ("shipping_lines", "line_items"):
        plain[name] = [_line(row) for row in rows(plain.get(name))]
    plain["refunds"] = [_refund(row) for row in rows(plain.get("refunds"))]
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("nodes"), list):
        return _plain(value["nodes"])
    return {name: _plain(part) for name, part in value.items()}


def _number(value: object) -> object:
    """Ids are whole numbers in webhooks and texts here."""
    found = text(value)
    return int(found) if found.isascii() and found.isdecimal() and len(found) <= 20 else value


def _shop_amount(found: Node, name: str) -> Any:
    return mapping(mapping(found.get(name)).get("shop_money")).get("amount")


def _customer(customer: Node) -> Node | None:
    if not customer:
        return None
    address = mapping(customer.get("address"))
    count = text(customer.get("orders_count"))
    return {
        "email": address.get("email"),
        "first_name": customer.get("first_name"),
        "orders_count": _number(count) if count else None,
        "email_marketing_consent": {"state": text(address.get("state")).lower()},
    }


def _landing(journey: Node) -> str | None:
    """The last page that bears our marks; without any, where the buyer came in first."""
    visits = [mapping(journey.get(name)) for name in ("lastVisit", "firstVisit")]
    found = (visit.get("landingPage") for visit in visits)
    pages = [page for page in found if isinstance(page, str) and page]
    ours = (page for page in pages if _OURS & {name for name, _ in query_pairs(page)})
    return next(ours, pages[-1] if pages else None)


def _line(line: Node) -> Node:
    discounts = [
        {"amount": _shop_amount(row, "amount_set")}
        for row in rows(line.get("discount_allocations"))
    ]
    taxes = [{"price": _shop_amount(row, "price_set")} for row in rows(line.get("tax_lines"))]
    return {
        **line,
        "price": _shop_amount(line, "price_set"),
        "total_discount": _shop_amount(line, "total_discount_set"),
        "discount_allocations": discounts,
        "tax_lines": taxes,
    }


def _refund(refund: Node) -> Node:
    shipping = [
        {"kind": "shipping_refund", **{name: _negative(bag) for name, bag in line.items()}}
        for line in rows(refund.get("refund_shipping_lines"))
    ]
    return {
        **refund,
        "id": _number(refund.get("id")),
        "order_adjustments": [*shipping, *rows(refund.get("order_adjustments"))],
        "transactions": [_transaction(row) for row in rows(refund.get("transactions"))],
    }


def _negative(bag: object) -> object:
    """As an adjustment, what is given back of the shipping counts below zero."""
    if not isinstance(bag, dict):
        return bag
    return {side: {**mapping(money), "amount": _minus(money)} for side, money in bag.items()}


def _minus(money: Node) -> str:
    amount = text(mapping(money).get("amount"))
    return amount[1:] if amount.startswith("-") else f"-{amount}"


def _transaction(row: Node) -> Node:
    """In the shop's own currency, where the rate was Shopify's and not ours."""
    money = mapping(mapping(row.get("amount_set")).get("shop_money"))
    return {
        "kind": text(row.get("kind")).lower(),
        "status": text(row.get("status")).lower(),
        "amount": money.get("amount"),
        "currency": money.get("currency_code"),
    }
