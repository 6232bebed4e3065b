"""The platforms whose scopes and webhooks can be seen to by their API; one line adds one."""

from importlib import import_module
from typing import cast

from referrals.providers.shops.connection import ShopConnection

MODULES = {
    "shopify": "referrals.providers.shops.shopify.connection",
    "woocommerce": "referrals.providers.shops.woocommerce.connection",
    "stripe": "referrals.providers.shops.stripe.connection",
    "bigcommerce": "referrals.providers.shops.bigcommerce.connection",
    "paddle": "referrals.providers.shops.paddle.connection",
    "lemonsqueezy": "referrals.providers.shops.lemonsqueezy.connection",
    "square": "referrals.providers.shops.square.connection",
}


def find_connection(platform: str) -> ShopConnection | None:
    module = MODULES.get(platform)
    return cast(ShopConnection, import_module(module)) if module else None
