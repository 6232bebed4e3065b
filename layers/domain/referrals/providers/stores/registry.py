"""The stores that can be asked for their orders, by their source's name; one line adds one.

Each module is imported when its store is first asked.
"""

from importlib import import_module
from typing import cast

from referrals.providers.stores.store_list import StoreList

MODULES = {
    "shopify": "referrals.providers.stores.shopify",
    "woocommerce": "referrals.providers.stores.woocommerce",
}


def find_store(name: str) -> StoreList | None:
    module = MODULES.get(name)
    return cast(StoreList, import_module(module)) if module else None
