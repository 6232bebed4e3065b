"""The stores that can be asked for their orders, by their source's name; one line adds one.

Each module is imported when its store is first asked. `segment` and `signed` have none: neither is
a store that keeps orders and could be asked for them.
"""

from importlib import import_module
from typing import cast

from referrals.providers.stores.store_list import StoreList

MODULES = {
    "shopify": "referrals.providers.stores.shopify",
    "woocommerce": "referrals.providers.stores.woocommerce",
    "stripe": "referrals.providers.stores.stripe",
    "bigcommerce": "referrals.providers.stores.bigcommerce",
    "square": "referrals.providers.stores.square",
    "paddle": "referrals.providers.stores.paddle",
    "lemonsqueezy": "referrals.providers.stores.lemonsqueezy",
}


def find_store(name: str) -> StoreList | None:
    module = MODULES.get(name)
    return cast(StoreList, import_module(module)) if module else None
