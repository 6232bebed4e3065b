"""The stores that can be asked for their orders, by their source's name; one line adds one.

Each module is imported when its store is first asked. `segment` and `signed` have none: neither is
a store that keeps orders and could be asked for them.
"""

from importlib import import_module
from typing import cast

from referrals.providers.shops.order_list import StoreList

MODULES = {
    "shopify": "referrals.providers.shops.shopify.order_list",
    "woocommerce": "referrals.providers.shops.woocommerce.order_list",
    "stripe": "referrals.providers.shops.stripe.order_list",
    "bigcommerce": "referrals.providers.shops.bigcommerce.order_list",
    "square": "referrals.providers.shops.square.order_list",
    "paddle": "referrals.providers.shops.paddle.order_list",
    "lemonsqueezy": "referrals.providers.shops.lemonsqueezy.order_list",
}


def find_store(name: str) -> StoreList | None:
    module = MODULES.get(name)
    return cast(StoreList, import_module(module)) if module else None
