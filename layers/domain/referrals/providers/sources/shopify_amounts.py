"""What a Shopify order comes to, in its parts, in the shop's currency."""

from dataclasses import replace

from referrals.model.conversion import Amounts
from referrals.model.money import parse_currency, portion
from referrals.providers.sources.body import Body, amount, mapping, required_amount, rows, text
from referrals.providers.sources.shopify_refund import Returned, returned_without_money


def wholly_back(body: Body) -> bool:
    """Whether nothing is left of it, whatever its refunds add up to: its status says so, or all
    that there was came back and nothing else went out for it."""
    currency = parse_currency(body.get("currency"))
    total = required_amount(body, "total_price", currency)
    given_up = total > 0 and _returned(body, currency).total >= total
    return text(body.get("financial_status")) == "refunded" or given_up


def amounts_of(body: Body) -> Amounts:
    """Lines that came back without their money paid for others: they are in the order's total
    beside those, so that the total counts their money twice."""
    found = _told(body)
    returned = _returned(body, found.currency)
    if wholly_back(body) or not returned.total or found.gross_minor <= 0:
        return found
    gross, seen = found.gross_minor - returned.total, max(found.presentment_minor, 0)
    return replace(
        found,
        gross_minor=gross,
        tax_minor=found.tax_minor - returned.tax,
        presentment_minor=portion(seen, gross, found.gross_minor),
    )


def _returned(body: Body, currency: str) -> Returned:
    inside = body.get("taxes_included") is True
    found = [
        returned_without_money(row, currency, taxes_included=inside)
        for row in rows(body.get("refunds"))
        if row.get("id")
    ]
    return Returned(sum(each.total for each in found), sum(each.tax for each in found))


def _told(body: Body) -> Amounts:
    currency = parse_currency(body.get("currency"))
    paid_in = mapping(mapping(body.get("total_price_set")).get("presentment_money"))
    shown = text(body.get("presentment_currency")) or text(paid_in.get("currency_code"))
    presentment = parse_currency(shown, "presentment_currency") if shown else ""
    return Amounts(
        currency=currency,
        gross_minor=required_amount(body, "total_price", currency),
        tax_minor=amount(body, "total_tax", currency),
        shipping_minor=_shipping(body, currency),
        tips_minor=amount(body, "total_tip_received", currency),
        gift_cards_minor=_gift_cards(body, currency),
        duties_minor=amount(_shop_money(body, "original_total_duties_set"), "amount", currency),
        presentment_currency=presentment,
        presentment_minor=amount(paid_in, "amount", presentment) if presentment else 0,
    )


def _shop_money(body: Body, name: str) -> Body:
    return mapping(mapping(body.get(name)).get("shop_money"))


def _shipping(body: Body, currency: str) -> int:
    """What was charged for shipping, without the tax that `total_tax` already has in it."""
    total = 0
    for line in rows(body.get("shipping_lines")):
        total += amount(line, "price", currency)
        total -= sum(amount(a, "amount", currency) for a in rows(line.get("discount_allocations")))
        if body.get("taxes_included") is True:
            total -= sum(amount(tax, "price", currency) for tax in rows(line.get("tax_lines")))
    return max(total, 0)


def _gift_cards(body: Body, currency: str) -> int:
    total = 0
    for line in rows(body.get("line_items")):
        quantity = line.get("quantity")
        if line.get("gift_card") is True and isinstance(quantity, int):
            total += amount(line, "price", currency) * quantity
            total -= amount(line, "total_discount", currency)
    return max(total, 0)
