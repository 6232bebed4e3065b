"""Stores of what is known of customers by their orders, and of people from elsewhere."""

from typing import TYPE_CHECKING

from referrals.store.order.first_order import FirstOrders
from referrals.wiring import clients

if TYPE_CHECKING:
    from referrals.store.migration.brought_person import BroughtPeople
    from referrals.store.order.order_search import OrderSearch


def first_orders() -> FirstOrders:
    return FirstOrders(clients.table("conversions"))


def brought_people() -> "BroughtPeople":
    from referrals.store.migration.brought_person import BroughtPeople

    return BroughtPeople(clients.table("ledger"))


def order_search() -> "OrderSearch":
    from referrals.store.order.order_search import OrderSearch

    return OrderSearch(clients.table("conversions"))
