"""A discount as Shopify's Admin API wants it: what comes off, on which orders, until when."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from referrals.model.code.discount import Discount
from referrals.model.moment import stamp
from referrals.providers.shops.fulfilment import CodeTerms

PRODUCT = r"\d{1,18}|gid://shopify/(?:Product|ProductVariant)/\d{1,18}"
_PRODUCT_HOME, _VARIANT_HOME = "gid://shopify/Product/", "gid://shopify/ProductVariant/"


def title(terms: CodeTerms) -> str:
    return f"Goodword reward {terms.reward_id}"


def discount_input(terms: CodeTerms, segment: str) -> dict[str, Any]:
    """Of a basic or a free-shipping discount; `segment` is who may use it, empty for everybody."""
    discount = terms.discount
    return {
        "title": title(terms),
        "code": terms.code,
        "startsAt": stamp(terms.starts_at),
        "context": {"customerSegments": {"add": [segment]}} if segment else {"all": "ALL"},
        "usageLimit": None if discount.endless else 1,
        **_worth(discount),
        **_conditions(discount),
    }


def end_input(terms: CodeTerms) -> dict[str, Any]:
    """The end alone: switching a discount on again takes the one it had away."""
    assert terms.discount.ends_at
    return {"endsAt": stamp(terms.discount.ends_at)}


def _worth(discount: Discount) -> dict[str, Any]:
    if discount.free_shipping:
        return {"destination": {"all": True}}
    value: dict[str, Any] = (
        {"discountAmount": {"amount": discount.amount, "appliesOnEachItem": False}}
        if discount.percent is None
        else {"percentage": Decimal(discount.percent).scaleb(-2)}
    )
    return {"customerGets": {"items": _items(discount), "value": value}}


def _items(discount: Discount) -> Mapping[str, Any]:
    """A number alone is a product's."""
    if not discount.products:
        return {"all": True}
    named = [f"{_PRODUCT_HOME}{each}" if each.isdigit() else each for each in discount.products]
    variants = [each for each in named if each.startswith(_VARIANT_HOME)]
    products = [each for each in named if each not in variants]
    chosen = {"productsToAdd": products} if products else {}
    return {"products": {**chosen, **({"productVariantsToAdd": variants} if variants else {})}}


def _conditions(discount: Discount) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if discount.minimum_minor is not None:
        least = {"greaterThanOrEqualToSubtotal": discount.minimum}
        found["minimumRequirement"] = {"subtotal": least}
    if discount.once_per_customer:
        found["appliesOncePerCustomer"] = True
    if discount.ends_at:
        found["endsAt"] = stamp(discount.ends_at)
    return found
