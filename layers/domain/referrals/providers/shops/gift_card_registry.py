"""The platforms that make gift cards, by name; each keeps the promises of `credit`."""

from importlib import import_module
from typing import cast

from referrals.providers.shops.credit import ShopCredit

MODULES = {"shopify": "referrals.providers.shops.shopify.gift_card"}


def find_gift_cards(platform: str) -> ShopCredit | None:
    module = MODULES.get(platform)
    return cast(ShopCredit, import_module(module)) if module else None
