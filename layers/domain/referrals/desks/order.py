"""What the story of one order is told from, and where an order is looked for."""

from typing import TYPE_CHECKING

from referrals.providers.shops.registry import MODULES
from referrals.views.order.explanation import Archive
from referrals.wiring import order_stores, stores

if TYPE_CHECKING:
    from referrals.store.order.order_search import OrderSearch

SOURCES = tuple(MODULES)


def archive() -> Archive:
    return Archive(
        stores.conversions(),
        stores.referrals(),
        stores.grants(),
        stores.outbox(),
        stores.programs(),
    )


def search() -> "OrderSearch":
    return order_stores.order_search()
