"""What the story of one order is told from, and where an order is looked for."""

from referrals.providers.shops.registry import MODULES
from referrals.store.order.order_search import OrderSearch
from referrals.views.order.explanation import Archive
from referrals.wiring import clients, stores

SOURCES = tuple(MODULES)


def archive() -> Archive:
    return Archive(
        stores.conversions(),
        stores.referrals(),
        stores.grants(),
        stores.outbox(),
        stores.programs(),
    )


def search() -> OrderSearch:
    return OrderSearch(clients.table("conversions"))
