"""Pulls a store's own order list, compares it, records what is missing, and writes a report.

A run ends after so many pages or seconds; where it stands is kept after every page, so that the
next one goes on there, whatever ended the last. One run at a time is at a store.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from awswire.dynamo import AwsError
from referrals.model.era import epoch_seconds, moment_of
from referrals.model.errors import GoodwordError, RefusedError, UnavailableError
from referrals.model.reconciliation.reconciliation import (
    SETTLE_SECONDS,
    Cursor,
    Ending,
    Report,
    Run,
    Tally,
    Window,
)
from referrals.providers.shops.order_list import Account, Page, Row, Span
from referrals.providers.shops.store_client import (
    Ask,
    OutOfTimeError,
    RateLimitedError,
    StoreUnavailableError,
)
from referrals.steps.order.record_conversion import Intake
from referrals.steps.reconciliation.compare_order import (
    AN_ITEM_S_OWN,
    MISHAPS,
    code_of,
    compared,
    words_of,
)
from referrals.steps.reconciliation.reconcile_shop import Shop, shop_of
from referrals.store.reconciliation.reconciliation import Reconciliations, ReconciliationTakenError

# From each save on: more than a page needs, and over before the next hour's run if ours dies.
LEASE_SECONDS = 240


class SinceAheadError(RefusedError):
    """A `since` in the future: no order can have changed after it."""

    code = "since_ahead"


@dataclass(frozen=True, slots=True)
class StoreDesk:
    intake: Intake
    reconciliations: Reconciliations
    clock: Callable[[], float]
    """Seconds that only grow."""
    pause: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of one run."""

    seconds: float = 60.0
    pages: int = 60
    settle: int = SETTLE_SECONDS


@dataclass(frozen=True, slots=True)
class Visit:
    """One run at one store."""

    program_id: str
    source: str
    holder: str
    """Its name, which no other run has."""
    now: datetime
    since: datetime | None = None
    """Compares all changes since this moment again; None goes on where the last run stopped."""
    bounds: Bounds = Bounds()


@dataclass(slots=True)
class _Progress:
    cursor: Cursor
    begun: float
    """On the desk's clock."""
    tally: Tally = field(default_factory=Tally)
    reports: tuple[Report, ...] = ()
    pages: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """The way to the store while a run lasts."""

    shop: Shop
    accounts: tuple[Account, ...]
    until: float


def reconcile_store(visit: Visit, desk: StoreDesk) -> Run:
    """Safe to repeat and to break off anywhere. Raises NoStoreError and SinceAheadError alone."""
    _require_past(visit)
    kept, begun = desk.reconciliations, desk.clock()
    try:
        shop = shop_of(visit.program_id, visit.source, desk.intake)
    except UnavailableError as error:
        here = _Progress(kept.find(visit.program_id, visit.source), begun)
        return _run(visit, Ending.FAILED, here, words_of(error))
    found = kept.take(
        visit.program_id, visit.source, visit.holder, now=visit.now, seconds=LEASE_SECONDS
    )
    if found is None:
        here = _Progress(kept.find(visit.program_id, visit.source), begun)
        return _run(visit, Ending.BUSY, here)
    progress = _Progress(found if visit.since is None else found.from_then(visit.since), begun)
    try:
        ending, told = _visited(visit, desk, progress, shop)
    except ReconciliationTakenError as taken:
        ending, told = Ending.BUSY, str(taken)
    finally:
        _leave(visit, desk, progress.cursor)
    return _run(visit, ending, progress, told)


def _require_past(visit: Visit) -> None:
    if visit.since is not None and visit.since >= visit.now:
        raise SinceAheadError(
            "this moment is still to come.", field="since", remedy="Name one in the past (UTC)."
        )


def _leave(visit: Visit, desk: StoreDesk, cursor: Cursor) -> None:
    """Where the tables are away or another run has the store, the lease ends by itself."""
    with suppress(GoodwordError):
        desk.reconciliations.leave(visit.program_id, visit.source, visit.holder, cursor)


def _visited(visit: Visit, desk: StoreDesk, progress: _Progress, shop: Shop) -> tuple[Ending, str]:
    if progress.cursor.must_wait(visit.now):
        return Ending.WAITING, ""
    try:
        line = _Line(shop, shop.accounts(), progress.begun + visit.bounds.seconds)
        ending, told = _walked(visit, desk, progress, line), ""
    except ReconciliationTakenError:
        raise
    except OutOfTimeError as error:
        ending, told = Ending.PARTIAL, words_of(error)
    except RateLimitedError as error:
        again = moment_of(epoch_seconds(visit.now) + error.retry_after_seconds)
        progress.cursor = progress.cursor.failed(error.code, visit.now, again)
        return Ending.LIMITED, words_of(error)
    except (*MISHAPS, AwsError) as error:
        if isinstance(error, AwsError) and error.code != AN_ITEM_S_OWN:
            raise
        progress.cursor = progress.cursor.failed(code_of(error), visit.now)
        return Ending.FAILED, words_of(error)
    if progress.pages or ending is Ending.DONE:
        progress.cursor = progress.cursor.well()
    return ending, told


def _walked(visit: Visit, desk: StoreDesk, progress: _Progress, line: _Line) -> Ending:
    """Window after window, page after page, while there is time."""
    asks = [Ask(each.address, line.until, desk.pause, desk.clock) for each in line.accounts]
    while progress.pages < visit.bounds.pages and desk.clock() < line.until:
        window = _window(visit, desk, progress)
        if window is None:
            return Ending.DONE
        page = _page(line, asks, window)
        progress.pages += 1
        _turn(visit, desk, progress, (page, _tallied(page, window, progress, line.shop)))
    return Ending.PARTIAL


def _window(visit: Visit, desk: StoreDesk, progress: _Progress) -> Window | None:
    """Kept before its first page, so that whoever takes it up counts its finds as its own."""
    before = progress.cursor
    progress.cursor = before.opened(visit.now, visit.bounds.settle, nth=len(progress.reports))
    if progress.cursor is not before:
        _save(visit, desk, progress)
    return progress.cursor.window


def _save(visit: Visit, desk: StoreDesk, progress: _Progress) -> None:
    seconds = int(desk.clock() - progress.begun) + LEASE_SECONDS
    place = (visit.program_id, visit.source, visit.holder)
    desk.reconciliations.save(*place, progress.cursor, until=visit.now + timedelta(seconds=seconds))


def _page(line: _Line, asks: list[Ask], window: Window) -> Page:
    """The page, asked with the newest credential, or an older one where that is refused."""
    span = Span(epoch_seconds(window.since), epoch_seconds(window.until))
    for account, ask in zip(line.accounts, asks, strict=True):
        try:
            page = line.shop.store.page(account, span, window.page, ask)
        except RefusedError:
            if account is line.accounts[-1]:
                raise
            continue
        if page.next is not None and page.next == window.page:
            raise StoreUnavailableError("the store's list does not go on.")
        return page
    raise AssertionError("without an account there is no line")


def _tallied(page: Page, window: Window, progress: _Progress, shop: Shop) -> Tally:
    tally = window.tally
    for row in page.rows:
        if _mark(row) in window.seen:
            continue
        kind = compared(row, shop.counter, window.opened_at)
        tally = tally.with_order(kind, row.order_id)
        progress.tally = progress.tally.with_order(kind, row.order_id)
    return tally


def _mark(row: Row) -> str:
    """The mark of a row: its body counts, as an order and its refund often bear one moment."""
    return f"{row.order_id}@{row.changed_at}#{sha256(row.raw).hexdigest()[:12]}"


def _turn(visit: Visit, desk: StoreDesk, progress: _Progress, done: tuple[Page, Tally]) -> None:
    """The report before the cursor: a crash between them writes the same report again."""
    page, tally = done
    seen = tuple(_mark(row) for row in page.rows)
    turned = progress.cursor.turned(page.next, seen, tally)
    if page.next is None:
        assert turned.window
        report = Report.of(visit.program_id, visit.source, turned.window)
        desk.reconciliations.add(report)
        progress.reports = (*progress.reports, report)
        turned = turned.closed()
    progress.cursor = turned
    _save(visit, desk, progress)


def _run(visit: Visit, ending: Ending, done: _Progress, error: str = "") -> Run:
    return Run(
        program_id=visit.program_id,
        source=visit.source,
        ending=ending,
        tally=done.tally,
        reports=done.reports,
        error=error,
        behind=done.cursor.behind(visit.now),
    )
