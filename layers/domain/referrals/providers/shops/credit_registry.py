"""The platforms that keep customers' credit, by name; each imported when it is used."""

from importlib import import_module
from typing import cast

from referrals.providers.shops.credit import ShopCredit

MODULES = {
    "shopify": "referrals.providers.shops.shopify.credit",
    "stripe": "referrals.providers.shops.stripe.credit",
}


def find_credit(platform: str) -> ShopCredit | None:
    module = MODULES.get(platform)
    return cast(ShopCredit, import_module(module)) if module else None
