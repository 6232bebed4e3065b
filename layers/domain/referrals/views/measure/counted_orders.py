"""Which orders does a number of some days count? By the same functions that count them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from awswire.codec import Item
from referrals.model.attribution.referral import Referral
from referrals.model.insight.counts import counts_as_order, kept_base_minor, referral_counts
from referrals.model.insight.insight import Bucket, Counter, day_of, start_of_day
from referrals.model.measure.customer import CustomerRecord
from referrals.store.attribution.order_index import OrderChoice, OrderIndex
from referrals.store.measure.customer import CustomerRecords

EARLY = timedelta(days=1)
"""How far a shop's clock may run ahead of ours: an order is decided on after it was placed."""


class OrderNumber(StrEnum):
    """A number that counts orders."""

    PAID = "orders"
    """Those that are paid."""
    BROUGHT = "brought"
    """Those of them that an advocate brought, with what stayed of each."""
    FIRST = "first"
    """Friends' first orders that stayed."""

    @property
    def choice(self) -> OrderChoice:
        return OrderChoice.DECIDED if self is OrderNumber.PAID else OrderChoice.BROUGHT


@dataclass(frozen=True, slots=True)
class CountedPeriod:
    program_id: str
    zone: str
    first: date
    last: date

    def has(self, on: date) -> bool:
        return self.first <= on <= self.last


@dataclass(frozen=True, slots=True)
class CountedOrder:
    on: date
    """The day that it counts on."""
    referral: Referral
    base_minor: int
    """What of it stayed, by the program's base, in the currency of its figures."""


type CustomersByHash = Mapping[str, CustomerRecord]


def counted_orders(
    period: CountedPeriod,
    number: OrderNumber,
    index: OrderIndex,
    customers: CustomerRecords,
    *,
    limit: int,
    start: Item | None = None,
) -> tuple[list[CountedOrder], Item | None]:
    """What of up to `limit` orders the number counts, the earliest decision first, and where to
    go on. Three requests at most for a hundred orders."""
    since = start_of_day(period.first, period.zone) - EARLY
    found, after = index.page(period.program_id, number.choice, since, limit=limit, start=start)
    known = _customers(found, period, customers) if number is OrderNumber.FIRST else {}
    dated = ((each, _DAYS[number](each, period, known)) for each in found)
    rows = [
        CountedOrder(on, each, kept_base_minor(each.figures))
        for each, on in dated
        if on and period.has(on)
    ]
    return rows, after


def _customers(
    found: Sequence[Referral], period: CountedPeriod, customers: CustomerRecords
) -> CustomersByHash:
    hashes = dict.fromkeys(each.figures.customer_hash for each in found)
    records = customers.find_all(period.program_id, [each for each in hashes if each])
    return {each.customer_hash: each for each in records}


def _paid_on(referral: Referral, period: CountedPeriod, _: CustomersByHash) -> date | None:
    figures = referral.figures
    at = figures.occurred_at
    counts = counts_as_order(at, figures.act, is_paid=figures.paid, is_test=figures.test)
    return day_of(at, period.zone) if counts else None


def _brought_on(referral: Referral, period: CountedPeriod, _: CustomersByHash) -> date | None:
    return next(_days_of(referral, period), None)


def _days_of(referral: Referral, period: CountedPeriod) -> Iterator[date]:
    for bucket, counters in referral_counts(referral, period.zone).items():
        if Counter.REFERRED in counters and bucket == Bucket(period.program_id, bucket.on):
            yield bucket.on


def _first_on(referral: Referral, period: CountedPeriod, known: CustomersByHash) -> date | None:
    customer = known.get(referral.figures.customer_hash)
    brought = customer.brought_by if customer else None
    if brought is None or brought[1] != referral.key:
        return None
    return day_of(brought[2], period.zone)


_DAYS: Mapping[OrderNumber, Callable[[Referral, CountedPeriod, CustomersByHash], date | None]] = {
    OrderNumber.PAID: _paid_on,
    OrderNumber.BROUGHT: _brought_on,
    OrderNumber.FIRST: _first_on,
}
