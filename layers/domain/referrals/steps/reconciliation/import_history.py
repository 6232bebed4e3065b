"""Reads a shop's own list of orders for who was a customer before, and records none of them.

An order that was told of already speaks for itself. Safe to repeat and to break off: where it
stopped is told, and going on from there misses nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from referrals.model.era import epoch_seconds
from referrals.model.errors import RefusedError, UnavailableError
from referrals.model.order.conversion import Conversion, Report
from referrals.model.order.fold import fold
from referrals.model.order.provenance import Provenance
from referrals.model.order_key import ConversionKey
from referrals.providers.shops.order_list import Row, RowPage, Span
from referrals.providers.shops.source import SourceContext
from referrals.providers.shops.store_client import StoreClient
from referrals.steps.order.record_conversion import RecordingDesk, reading_of
from referrals.steps.reconciliation.reconcile_shop import PullDesk, shop_of
from referrals.store.order.body import RawBody
from referrals.store.order.former_customer import FormerCustomers

WINDOW = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class HistoryWish:
    program_id: str
    source: str
    since: datetime
    seconds: float
    zone: str
    """Whose days count: the program's."""


@dataclass(frozen=True, slots=True)
class HistoryDesk:
    intake: RecordingDesk
    customers: FormerCustomers
    clock: Callable[[], float]
    """Seconds that only grow."""
    pause: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class HistoryCounts:
    reached: datetime
    """All that changed before this moment was read."""
    done: bool = False
    error: str = ""
    orders: int = 0
    added: int = 0
    known: int = 0
    skipped: int = 0
    """Orders of nobody that can be known, never paid, gone back, tests, or told of already."""


@dataclass(frozen=True, slots=True)
class _Visit:
    shop: PullDesk
    desk: HistoryDesk
    now: datetime
    """On the program's calendar, whose days count."""
    until: float
    """On the desk's clock."""


def import_history(wish: HistoryWish, desk: HistoryDesk, *, now: datetime) -> HistoryCounts:
    """Raises NoStoreError where the shop can't be asked at all."""
    shop = shop_of(wish.program_id, wish.source, desk.intake)
    here = now.astimezone(ZoneInfo(wish.zone))
    visit = _Visit(shop, desk, here, desk.clock() + wish.seconds)
    counts = HistoryCounts(reached=wish.since)
    while counts.reached < now:
        end = min(counts.reached + WINDOW, now)
        try:
            for page in _pages(visit, counts.reached, end):
                counts = _with_page(counts, page, visit)
        except (UnavailableError, RefusedError) as error:
            return replace(counts, error=str(error))
        counts = replace(counts, reached=end)
    return replace(counts, done=True)


def _pages(visit: _Visit, since: datetime, end: datetime) -> Iterator[RowPage]:
    """By the newest credential, as long as the shop takes it."""
    span = Span(epoch_seconds(since), epoch_seconds(end))
    account = visit.shop.accounts()[0]
    client = StoreClient(account.address, visit.until, visit.desk.pause, visit.desk.clock)
    cursor: str | None = None
    while True:
        page = visit.shop.store.page(account, span, cursor, client)
        yield page
        if page.next is None or page.next == cursor:
            return
        cursor = page.next


def _with_page(counts: HistoryCounts, page: RowPage, visit: _Visit) -> HistoryCounts:
    for row in page.rows:
        counts = replace(counts, orders=counts.orders + 1)
        kept = _keep(row, visit)
        if kept is None:
            counts = replace(counts, skipped=counts.skipped + 1)
        elif kept:
            counts = replace(counts, added=counts.added + 1)
        else:
            counts = replace(counts, known=counts.known + 1)
    return counts


def _keep(row: Row, visit: _Visit) -> bool | None:
    """Whether its customer was news; None for an order that makes nobody a former customer."""
    counter, intake = visit.shop.counter, visit.desk.intake
    body = RawBody(row.raw, {}, visit.now, Provenance.RECONCILIATION)
    context = SourceContext(counter.brief.currency, intake.identity_key(), visit.now)
    reading = reading_of(counter.source, body, context)
    if not isinstance(reading, Report):
        return None
    key = ConversionKey(counter.brief.program_id, counter.name, reading.order_id)
    order = fold(key, 1, reading.facts)
    if order.order is None or not _was_kept(order):
        return None
    if intake.conversions.find(intake.aliases.greatest(key)):
        return None
    day = min(order.order.occurred_at, visit.now).astimezone(visit.now.tzinfo).date()
    return visit.desk.customers.add(key.program_id, order.order.customer_hash, day)


def _was_kept(conversion: Conversion) -> bool:
    order = conversion.order
    assert order
    kept = conversion.paid and conversion.lost_minor < order.amounts.gross_minor
    return bool(order.customer_hash) and kept and not order.test
