"""What measures and the rows behind numbers are read from: customers, orders and
days of links by time.
"""

from referrals.store.attribution.order_index import OrderIndex
from referrals.store.insight.link_day import LinkDays
from referrals.store.measure.customer import CustomerRecords
from referrals.wiring import clients


def customer_records() -> CustomerRecords:
    return CustomerRecords(clients.table("insights"))


def order_index() -> OrderIndex:
    return OrderIndex(clients.table("referrals"))


def link_days() -> LinkDays:
    return LinkDays(clients.table("insights"), clients.table("links"))
