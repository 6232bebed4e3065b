"""The sources by the name they have in `/webhooks/{program}/{source}`; one line adds one.

Each module is imported when its first delivery comes, so a cold start pays for one of them.
"""

from importlib import import_module
from typing import cast

from referrals.providers.sources.source import Source

MODULES = {
    "shopify": "referrals.providers.sources.shopify",
    "signed": "referrals.providers.sources.signed",
    "stripe": "referrals.providers.sources.stripe",
    "woocommerce": "referrals.providers.sources.woocommerce",
    "square": "referrals.providers.sources.square",
    "paddle": "referrals.providers.sources.paddle",
    "lemonsqueezy": "referrals.providers.sources.lemonsqueezy",
    "segment": "referrals.providers.sources.segment",
    "segment-server": "referrals.providers.sources.segment_server",
    "bigcommerce": "referrals.providers.sources.bigcommerce",
}


def find_source(name: str) -> Source | None:
    module = MODULES.get(name)
    return cast(Source, import_module(module)) if module else None
