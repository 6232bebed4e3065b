"""Stores of what is known of customers by their orders, and of people from elsewhere."""

from referrals.store.migration.brought_person import BroughtPeople
from referrals.store.order.first_order import FirstOrders
from referrals.wiring import clients


def first_orders() -> FirstOrders:
    return FirstOrders(clients.table("conversions"))


def brought_people() -> BroughtPeople:
    return BroughtPeople(clients.table("ledger"))
