"""The shops that make discount codes by their own API, by name; each imported when it is used."""

from importlib import import_module
from typing import cast

from referrals.providers.shops.fulfilment import Fulfilment

MODULES = {
    "shopify": "referrals.providers.shops.shopify.fulfilment",
    "woocommerce": "referrals.providers.shops.woocommerce.fulfilment",
    "stripe": "referrals.providers.shops.stripe.fulfilment",
    "bigcommerce": "referrals.providers.shops.bigcommerce.fulfilment",
    "paddle": "referrals.providers.shops.paddle.fulfilment",
    "lemonsqueezy": "referrals.providers.shops.lemonsqueezy.fulfilment",
}


def find_fulfilment(platform: str) -> Fulfilment | None:
    module = MODULES.get(platform)
    return cast(Fulfilment, import_module(module)) if module else None
