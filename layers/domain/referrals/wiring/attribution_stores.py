"""Stores of decisions that only the clock works with."""

from referrals.store.insight.order_listing import OrderListing
from referrals.wiring import clients


def order_listing() -> OrderListing:
    return OrderListing(clients.table("referrals"), clients.table("insights"))
