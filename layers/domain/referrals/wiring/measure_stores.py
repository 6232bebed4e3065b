"""Customers as measures know them, on the table of insights."""

from referrals.store.measure.customer import CustomerRecords
from referrals.wiring import clients


def customer_records() -> CustomerRecords:
    return CustomerRecords(clients.table("insights"))
