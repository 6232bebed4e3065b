"""The sources by the name they have in `/webhooks/{program}/{source}`; one line adds one.

Each module is imported when its first delivery comes, so a cold start pays for one of them.
"""

from importlib import import_module
from typing import cast

from referrals.providers.shops.source import Source

MODULES = {
    "shopify": "referrals.providers.shops.shopify.webhook",
    "signed": "referrals.providers.shops.signed.webhook",
    "stripe": "referrals.providers.shops.stripe.webhook",
    "woocommerce": "referrals.providers.shops.woocommerce.webhook",
    "square": "referrals.providers.shops.square.webhook",
    "paddle": "referrals.providers.shops.paddle.webhook",
    "lemonsqueezy": "referrals.providers.shops.lemonsqueezy.webhook",
    "segment": "referrals.providers.shops.segment.webhook",
    "segment-server": "referrals.providers.shops.segment_server.webhook",
    "bigcommerce": "referrals.providers.shops.bigcommerce.webhook",
}


def find_source(name: str) -> Source | None:
    module = MODULES.get(name)
    return cast(Source, import_module(module)) if module else None
