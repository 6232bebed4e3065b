"""A discount as the Admin API is asked for it, read into the bakery's own; or what is wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from goodword.local.shop.discount import CodeDiscount

LONGEST = 255
FIRST_ORDERS = re.compile(r"\s*number_of_orders\s*=\s*0\s*")
_PRODUCT = re.compile(r"gid://shopify/Product(?:Variant)?/(\d{1,18})")


class DiscountFaultError(Exception):
    """As the Admin API puts it: a field, a code and a text."""

    def __init__(self, field: str, code: str, text: str) -> None:
        super().__init__(text)
        self.field, self.code, self.text = field, code, text


def make_discount(
    number: int,
    wanted: Mapping[str, Any],
    *,
    free_shipping: bool,
    segment: Callable[[int], str],
) -> CodeDiscount:
    """`segment`: what the people of a segment have in common, by its number."""
    for name in ("code", "title", "startsAt"):
        if not wanted.get(name):
            raise DiscountFaultError(name, "BLANK", f"{name} can't be blank.")
    code = str(wanted["code"])
    if len(code) > LONGEST or "\n" in code:
        raise DiscountFaultError("code", "TOO_LONG", "The code is no code.")
    worth = {"free_shipping": True} if free_shipping else _worth(wanted)
    return CodeDiscount(
        number=number,
        code=code,
        title=str(wanted["title"])[:LONGEST],
        starts_at=_moment(wanted["startsAt"], "startsAt"),
        first_order_only=_for_first_orders(wanted, segment),
        **worth,
        **changes(wanted),
    )


def changes(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What an update may change as well: the conditions that were named."""
    found: dict[str, Any] = {}
    if "endsAt" in wanted:
        ends = wanted["endsAt"]
        found["ends_at"] = _moment(ends, "endsAt") if ends else None
    if "usageLimit" in wanted:
        found["usage_limit"] = wanted["usageLimit"]
    if "appliesOncePerCustomer" in wanted:
        found["once_per_customer"] = bool(wanted["appliesOncePerCustomer"])
    minimum = wanted.get("minimumRequirement") or {}
    if minimum.get("subtotal"):
        least = minimum["subtotal"].get("greaterThanOrEqualToSubtotal")
        found["minimum_minor"] = _minor(least, "minimumRequirement")
    if minimum.get("quantity"):
        pieces = minimum["quantity"].get("greaterThanOrEqualToQuantity")
        found["minimum_pieces"] = int(pieces)
    if minimum.get("quantity") and minimum.get("subtotal"):
        raise DiscountFaultError("minimumRequirement", "CONFLICT", "One of both.")
    return found


def _worth(wanted: Mapping[str, Any]) -> dict[str, Any]:
    gets = wanted.get("customerGets") or {}
    value, products = gets.get("value") or {}, _products(gets.get("items") or {})
    if "percentage" in value:
        share = Decimal(str(value["percentage"]))
        if not 0 < share <= 1:
            text = "Value must be between 0.0 and 1.0"
            raise DiscountFaultError("percentage", "VALUE_OUTSIDE_RANGE", text)
        return {"share": share, "products": products}
    fixed = value.get("discountAmount")
    if not fixed:
        raise DiscountFaultError("customerGets", "BLANK", "Nothing comes off.")
    if fixed.get("appliesOnEachItem"):
        text = "This shop takes an amount off the order, not off each piece."
        raise DiscountFaultError("customerGets", "INVALID", text)
    return {"amount_minor": _minor(fixed.get("amount"), "customerGets"), "products": products}


def _products(items: Mapping[str, Any]) -> tuple[int, ...]:
    if items.get("collections"):
        text = "This shop has no collections."
        raise DiscountFaultError("items", "INVALID", text)
    chosen = items.get("products") or {}
    named = [*chosen.get("productsToAdd", ()), *chosen.get("productVariantsToAdd", ())]
    found = [_PRODUCT.fullmatch(str(each)) for each in named]
    if not all(found):
        raise DiscountFaultError("items", "INVALID", "No such product.")
    return tuple(sorted({int(match[1]) for match in found if match}))


def _for_first_orders(wanted: Mapping[str, Any], segment: Callable[[int], str]) -> bool:
    context = wanted.get("context") or wanted.get("customerSelection")
    if not context:
        raise DiscountFaultError("context", "BLANK", "Context can't be blank.")
    if context.get("customers"):
        raise DiscountFaultError("context", "INVALID", "This shop binds no code to a customer.")
    added = (context.get("customerSegments") or {}).get("add") or []
    queries = [segment(int(str(each).rpartition("/")[2])) for each in added]
    if any(not FIRST_ORDERS.fullmatch(query) for query in queries):
        text = "This shop knows one segment: number_of_orders = 0."
        raise DiscountFaultError("context", "INVALID", text)
    return bool(queries)


def _minor(value: Any, field: str) -> int:
    try:
        minor = Decimal(str(value)).scaleb(2)
    except InvalidOperation:
        raise DiscountFaultError(field, "INVALID", "That is no amount.") from None
    if minor != minor.to_integral_value() or minor < 0:
        raise DiscountFaultError(field, "INVALID", "That is no amount.")
    return int(minor)


def _moment(text: Any, field: str) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        raise DiscountFaultError(field, "INVALID", "That is no moment.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
