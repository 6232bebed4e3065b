"""Stores of what is known of customers by their orders."""

from referrals.store.order.first_order import FirstOrders
from referrals.wiring import clients


def first_orders() -> FirstOrders:
    return FirstOrders(clients.table("conversions"))
