"""How much a Shopify refund gave back, in the shop's currency.

`refunds/create` fires whether or not money moved, and its lines, transactions and adjustments
disagree: money that moved is in the transactions and nowhere else. An exchange returns lines and
gives nothing back.
"""

from dataclasses import dataclass

from referrals.model.money import EXPONENT, parse_currency, portion, to_minor
from referrals.model.order.conversion import RefundFact
from referrals.providers.shops.body import (
    Body,
    UnreadableFieldError,
    mapping,
    milliseconds,
    order_id,
    required_amount,
    rows,
    text,
)

# No status that the source knows, so that the order is held and not counted with half its parts.
NEVER_WHOLE = "more parts than can be pulled"
SHOP, PRESENTMENT = "shop_money", "presentment_money"
_LINE_SETS = ("subtotal_set", "total_tax_set")
_ADJUSTMENT_SETS = ("amount_set", "tax_amount_set")
# A failed or voided transaction moved nothing; a pending one almost always will.
_MOVING = ("success", "pending")


def read_refund(body: Body, fallback_currency: str, seen_ms: int = 0) -> RefundFact:
    """Never more than what left the shop; the part of it that was shipping is told apart.

    `seen_ms`: when the order around it was changed, for a refund may fail long after it was made.
    """
    stated = _currency_of(body, SHOP)
    currency = stated or fallback_currency
    moving = [row for row in _refunding(body) if text(row.get("status")) in _MOVING]
    _itemised_amount(body, SHOP, currency)  # readable at all?
    given_back = _moved_amount(body, moving, currency)
    return RefundFact(
        refund_id=order_id(body.get("id"), "id"),
        amount_minor=given_back,
        version_ms=max(milliseconds(body, "created_at", "processed_at"), seen_ms),
        currency=stated,
        shipping_minor=min(_shipping(body, currency), max(given_back, 0)),
    )


@dataclass(frozen=True, slots=True)
class ReturnedGoods:
    """What came back without its money, and how much of that was tax."""

    total: int = 0
    tax: int = 0


def returned_without_money(body: Body, fallback: str, *, taxes_included: bool) -> ReturnedGoods:
    """Money that was to go back and failed is no exchange: it counts as if it had moved."""
    currency = _currency_of(body, SHOP) or fallback
    taxes = sum(
        _side(row, "total_tax_set", SHOP, currency) for row in rows(body.get("refund_line_items"))
    )
    # Prices that have their taxes in them have them in a line's subtotal, too.
    itemised = _itemised_amount(body, SHOP, currency) - (taxes if taxes_included else 0)
    if itemised <= 0:
        return ReturnedGoods()
    total = max(itemised - max(_moved_amount(body, _refunding(body), currency), 0), 0)
    return ReturnedGoods(total, portion(max(taxes, 0), total, itemised))


def _refunding(body: Body) -> list[Body]:
    return [row for row in rows(body.get("transactions")) if row.get("kind") == "refund"]


def _moved_amount(body: Body, transactions: list[Body], currency: str) -> int:
    total = 0
    for row in transactions:
        stated = text(row.get("currency"))
        paid_in = parse_currency(stated, "transactions.currency") if stated else currency
        minor = required_amount(row, "amount", paid_in)
        total += minor if paid_in == currency else _in_shop_currency(body, minor, paid_in, currency)
    return total


def _in_shop_currency(body: Body, minor: int, paid_in: str, currency: str) -> int:
    """By the rate between the refund's own two sums, as Shopify converted them that day."""
    shop, shown = (
        _itemised_amount(body, SHOP, currency),
        _itemised_amount(body, PRESENTMENT, paid_in),
    )
    if shop <= 0 or shown <= 0 or minor < 0 or _currency_of(body, PRESENTMENT) != paid_in:
        raise UnreadableFieldError(
            f"money moved in {paid_in} and the body has no rate to {currency}.",
            field="transactions.currency",
        )
    return portion(shop, minor, shown)


def _itemised_amount(body: Body, side: str, currency: str) -> int:
    """Lines with their tax, less the adjustments, which are negative where more was given."""
    lines = rows(body.get("refund_line_items"))
    adjustments = rows(body.get("order_adjustments"))
    returned = sum(_side(row, name, side, currency) for row in lines for name in _LINE_SETS)
    adjusted = sum(
        _side(row, name, side, currency) for row in adjustments for name in _ADJUSTMENT_SETS
    )
    return returned - adjusted


def _shipping(body: Body, currency: str) -> int:
    found = [
        row
        for row in rows(body.get("order_adjustments"))
        if text(row.get("kind")) == "shipping_refund"
    ]
    total = sum(_side(row, name, SHOP, currency) for row in found for name in _ADJUSTMENT_SETS)
    return max(-total, 0)


def _side(row: Body, name: str, side: str, currency: str) -> int:
    """One side of an amount; old bodies have no sets, only the plain field in shop currency."""
    money = mapping(mapping(row.get(name)).get(side))
    plain = row.get(name.removesuffix("_set")) if side == SHOP else None
    value = money.get("amount", plain)
    return 0 if value in (None, "") else to_minor(value, currency, name)


def _currency_of(body: Body, side: str) -> str:
    """The currency that the body's sets name; XXX means none."""
    parts = (*rows(body.get("refund_line_items")), *rows(body.get("order_adjustments")))
    sets = (*_LINE_SETS, *_ADJUSTMENT_SETS)
    found = (_code(part, name, side) for part in parts for name in sets)
    return next(filter(None, found), "") or _code(body, "total_duties_set", side)


def _code(body: Body, name: str, side: str) -> str:
    code = text(mapping(mapping(body.get(name)).get(side)).get("currency_code")).upper()
    return code if code in EXPONENT else ""
