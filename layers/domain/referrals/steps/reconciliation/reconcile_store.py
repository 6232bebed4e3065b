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
    RowTally,
    Run,
    Window,
    WindowReport,
)
from referrals.providers.shops.order_list import Row, RowPage, Span, StoreAccount
from referrals.providers.shops.store_client import (
    OutOfTimeError,
    RateLimitedError,
    StoreClient,
    StoreUnavailableError,
)
from referrals.steps.order.record_conversion import RecordingDesk
from referrals.steps.reconciliation.compare_order import (
    AN_ITEM_S_OWN,
    MISHAPS,
    code_of,
    compare_row,
    words_of,
)
from referrals.steps.reconciliation.reconcile_shop import PullDesk, shop_of
from referrals.store.reconciliation.reconciliation import Reconciliations, ReconciliationTakenError

# From each save on: more than a page needs, and over before the next hour's run if ours dies.
LEASE_SECONDS = 240


class SinceAheadError(RefusedError):
    """A `since` in the future: no order can have changed after it."""

    code = "since_ahead"


@dataclass(frozen=True, slots=True)
class StoreDesk:
    intake: RecordingDesk
    reconciliations: Reconciliations
    clock: Callable[[], float]
    """Seconds that only grow."""
    pause: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class RunBounds:
    """Of one run."""

    seconds: float = 60.0
    pages: int = 60
    settle: int = SETTLE_SECONDS


@dataclass(frozen=True, slots=True)
class Pull:
    """One run at one store."""

    program_id: str
    source: str
    holder: str
    """Its name, which no other run has."""
    now: datetime
    since: datetime | None = None
    """Compares all changes since this moment again; None goes on where the last run stopped."""
    bounds: RunBounds = RunBounds()


@dataclass(slots=True)
class _State:
    cursor: Cursor
    begun: float
    """On the desk's clock."""
    tally: RowTally = field(default_factory=RowTally)
    reports: tuple[WindowReport, ...] = ()
    pages: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """The way to the store while a run lasts."""

    shop: PullDesk
    accounts: tuple[StoreAccount, ...]
    until: float


def reconcile_store(visit: Pull, desk: StoreDesk) -> Run:
    """Safe to repeat and to break off anywhere. Raises NoStoreError and SinceAheadError alone."""
    _require_past(visit)
    kept, begun = desk.reconciliations, desk.clock()
    try:
        shop = shop_of(visit.program_id, visit.source, desk.intake)
    except UnavailableError as error:
        here = _State(kept.find(visit.program_id, visit.source), begun)
        return _run(visit, Ending.FAILED, here, words_of(error))
    found = kept.take(
        visit.program_id, visit.source, visit.holder, now=visit.now, seconds=LEASE_SECONDS
    )
    if found is None:
        here = _State(kept.find(visit.program_id, visit.source), begun)
        return _run(visit, Ending.BUSY, here)
    progress = _State(found if visit.since is None else found.rewind(visit.since), begun)
    try:
        ending, words = _pull(visit, desk, progress, shop)
    except ReconciliationTakenError as taken:
        ending, words = Ending.BUSY, str(taken)
    finally:
        _leave(visit, desk, progress.cursor)
    return _run(visit, ending, progress, words)


def _require_past(visit: Pull) -> None:
    if visit.since is not None and visit.since >= visit.now:
        raise SinceAheadError(
            "this moment is still to come.", field="since", remedy="Name one in the past (UTC)."
        )


def _leave(visit: Pull, desk: StoreDesk, cursor: Cursor) -> None:
    """Where the tables are away or another run has the store, the lease ends by itself."""
    with suppress(GoodwordError):
        desk.reconciliations.leave(visit.program_id, visit.source, visit.holder, cursor)


def _pull(visit: Pull, desk: StoreDesk, progress: _State, shop: PullDesk) -> tuple[Ending, str]:
    if progress.cursor.must_wait(visit.now):
        return Ending.WAITING, ""
    try:
        line = _Line(shop, shop.accounts(), progress.begun + visit.bounds.seconds)
        ending, words = _walk_windows(visit, desk, progress, line), ""
    except ReconciliationTakenError:
        raise
    except OutOfTimeError as error:
        ending, words = Ending.PARTIAL, words_of(error)
    except RateLimitedError as error:
        again = moment_of(epoch_seconds(visit.now) + error.retry_after_seconds)
        progress.cursor = progress.cursor.note_failure(error.code, visit.now, again)
        return Ending.LIMITED, words_of(error)
    except (*MISHAPS, AwsError) as error:
        if isinstance(error, AwsError) and error.code != AN_ITEM_S_OWN:
            raise
        progress.cursor = progress.cursor.note_failure(code_of(error), visit.now)
        return Ending.FAILED, words_of(error)
    if progress.pages or ending is Ending.DONE:
        progress.cursor = progress.cursor.well()
    return ending, words


def _walk_windows(visit: Pull, desk: StoreDesk, progress: _State, line: _Line) -> Ending:
    """Window after window, page after page, while there is time."""
    apis = [StoreClient(each.address, line.until, desk.pause, desk.clock) for each in line.accounts]
    while progress.pages < visit.bounds.pages and desk.clock() < line.until:
        window = _window(visit, desk, progress)
        if window is None:
            return Ending.DONE
        page = _page(line, apis, window)
        progress.pages += 1
        _turn(visit, desk, progress, (page, _tally_page(page, window, progress, line.shop)))
    return Ending.PARTIAL


def _window(visit: Pull, desk: StoreDesk, progress: _State) -> Window | None:
    """Kept before its first page, so that whoever takes it up counts its finds as its own."""
    before = progress.cursor
    progress.cursor = before.open_window(visit.now, visit.bounds.settle, nth=len(progress.reports))
    if progress.cursor is not before:
        _save(visit, desk, progress)
    return progress.cursor.window


def _save(visit: Pull, desk: StoreDesk, progress: _State) -> None:
    seconds = int(desk.clock() - progress.begun) + LEASE_SECONDS
    place = (visit.program_id, visit.source, visit.holder)
    desk.reconciliations.save(*place, progress.cursor, until=visit.now + timedelta(seconds=seconds))


def _page(line: _Line, apis: list[StoreClient], window: Window) -> RowPage:
    """The page, asked with the newest credential, or an older one where that is refused."""
    span = Span(epoch_seconds(window.since), epoch_seconds(window.until))
    for account, api in zip(line.accounts, apis, strict=True):
        try:
            page = line.shop.store.page(account, span, window.page, api)
        except RefusedError:
            if account is line.accounts[-1]:
                raise
            continue
        if page.next is not None and page.next == window.page:
            raise StoreUnavailableError("the store's list does not go on.")
        return page
    raise AssertionError("without an account there is no line")


def _tally_page(page: RowPage, window: Window, progress: _State, shop: PullDesk) -> RowTally:
    tally = window.tally
    for row in page.rows:
        if _mark(row) in window.seen:
            continue
        kind = compare_row(row, shop.counter, window.opened_at)
        tally = tally.with_order(kind, row.order_id)
        progress.tally = progress.tally.with_order(kind, row.order_id)
    return tally


def _mark(row: Row) -> str:
    """The mark of a row: its body counts, as an order and its refund often bear one moment."""
    return f"{row.order_id}@{row.changed_at}#{sha256(row.raw).hexdigest()[:12]}"


def _turn(visit: Pull, desk: StoreDesk, progress: _State, done: tuple[RowPage, RowTally]) -> None:
    """The report before the cursor: a crash between them writes the same report again."""
    page, tally = done
    seen = tuple(_mark(row) for row in page.rows)
    turned = progress.cursor.turn_page(page.next, seen, tally)
    if page.next is None:
        assert turned.window
        report = WindowReport.of(visit.program_id, visit.source, turned.window)
        desk.reconciliations.add(report)
        progress.reports = (*progress.reports, report)
        turned = turned.close_window()
    progress.cursor = turned
    _save(visit, desk, progress)


def _run(visit: Pull, ending: Ending, done: _State, error: str = "") -> Run:
    return Run(
        program_id=visit.program_id,
        source=visit.source,
        ending=ending,
        tally=done.tally,
        reports=done.reports,
        error=error,
        behind=done.cursor.behind(visit.now),
    )
