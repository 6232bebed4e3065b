"""Pulls a store's own order list, compares it, records what is missing, and writes a report.

A run ends after so many pages or seconds; where it stands is kept after every page, so that the
next one goes on there, whatever ended the last. One run at a time is at a store.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from referrals.model.errors import NotFoundError, RefusedError, UnavailableError
from referrals.model.reconciliation import (
    SETTLE_SECONDS,
    Cursor,
    Ending,
    Report,
    Run,
    Tally,
    Window,
)
from referrals.providers.sources.registry import find_source
from referrals.providers.stores.asking import Ask, RateLimitedError, StoreUnavailableError
from referrals.providers.stores.registry import find_store
from referrals.providers.stores.store_list import Account, Page, Row, Span, StoreList, account_of
from referrals.steps.compare_order import Counter, compared
from referrals.steps.record_conversion import Intake
from referrals.store.reconciliation import Reconciliations, ReconciliationTakenError

# Beyond its own time, a run may finish the page it is at.
_LEASE_BEYOND = 180


class NoStoreError(NotFoundError):
    """Nothing can be pulled for the pair: no such source, program, or stored credential."""

    code = "no_store"


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
    now: int
    """Epoch seconds."""
    since: int | None = None
    """Everything changed since then once more; None goes on where the last run stopped."""
    bounds: Bounds = Bounds()


@dataclass(slots=True)
class _Progress:
    cursor: Cursor
    tally: Tally = field(default_factory=Tally)
    reports: tuple[Report, ...] = ()
    pages: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """The way to the store while a run lasts."""

    store: StoreList
    accounts: tuple[Account, ...]
    counter: Counter
    until: float


def has_credential(program_id: str, source: str, intake: Intake) -> bool:
    return bool(intake.secrets.live(_secret_name(program_id, source, intake)))


def reconcile_store(visit: Visit, desk: StoreDesk) -> Run:
    """Safe to repeat and to break off anywhere. Raises NoStoreError alone."""
    store, counter = _store(visit, desk.intake)
    seconds = int(visit.bounds.seconds) + _LEASE_BEYOND
    found = desk.reconciliations.take(
        visit.program_id, visit.source, visit.holder, now=visit.now, seconds=seconds
    )
    if found is None:
        return _run(visit, Ending.BUSY)
    progress = _Progress(found if visit.since is None else found.from_then(visit.since))
    try:
        ending, error = _visited(visit, desk, progress, (store, counter))
        desk.reconciliations.leave(visit.program_id, visit.source, visit.holder, progress.cursor)
    except ReconciliationTakenError as taken:
        ending, error = Ending.BUSY, str(taken)
    return _run(visit, ending, progress, error)


def _visited(
    visit: Visit, desk: StoreDesk, progress: _Progress, shop: tuple[StoreList, Counter]
) -> tuple[Ending, str]:
    if progress.cursor.not_before > visit.now:
        return Ending.WAITING, ""
    store, counter = shop
    try:
        accounts = _accounts(visit, desk.intake, store.WORDS)
        line = _Line(store, accounts, counter, desk.clock() + visit.bounds.seconds)
        ending = _walked(visit, desk, progress, line)
    except RateLimitedError as error:
        again = visit.now + error.retry_after_seconds
        progress.cursor = progress.cursor.failed(error.code, visit.now, again)
        return Ending.LIMITED, f"{error.code}: {error}"
    except (UnavailableError, RefusedError) as error:
        progress.cursor = progress.cursor.failed(error.code, visit.now)
        return Ending.FAILED, f"{error.code}: {error}"
    progress.cursor = progress.cursor.well()
    return ending, ""


def _walked(visit: Visit, desk: StoreDesk, progress: _Progress, line: _Line) -> Ending:
    """Window after window, page after page, while there is time."""
    asks = [Ask(each.address, line.until, desk.pause, desk.clock) for each in line.accounts]
    while progress.pages < visit.bounds.pages and desk.clock() < line.until:
        window = _window(visit, desk, progress)
        if window is None:
            return Ending.DONE
        page = _page(line, asks, window)
        progress.pages += 1
        _turn(visit, desk, progress, (page, _tallied(page, window, progress, line.counter)))
    return Ending.PARTIAL


def _window(visit: Visit, desk: StoreDesk, progress: _Progress) -> Window | None:
    """Kept before its first page, so that whoever takes it up counts its finds as its own."""
    before = progress.cursor
    nth = len(progress.reports)
    progress.cursor = before.opened(visit.now, visit.bounds.settle, nth=nth)
    if progress.cursor is not before:
        desk.reconciliations.save(visit.program_id, visit.source, visit.holder, progress.cursor)
    return progress.cursor.window


def _page(line: _Line, asks: list[Ask], window: Window) -> Page:
    """By the newest credential; by an older one where the store refuses the newest."""
    span = Span(window.since, window.until)
    for account, ask in zip(line.accounts, asks, strict=True):
        try:
            page = line.store.page(account, span, window.page, ask)
        except RefusedError:
            if account is line.accounts[-1]:
                raise
            continue
        if page.next is not None and page.next == window.page:
            raise StoreUnavailableError("the store's list does not go on.")
        return page
    raise AssertionError("without an account there is no line")


def _tallied(page: Page, window: Window, progress: _Progress, counter: Counter) -> Tally:
    tally = window.tally
    for row in page.rows:
        if _mark(row) in window.seen:
            continue
        kind = compared(row, counter, window.opened_at)
        tally = tally.with_order(kind, row.order_id)
        progress.tally = progress.tally.with_order(kind, row.order_id)
    return tally


def _mark(row: Row) -> str:
    """By its body too: an order and its refund often bear one moment."""
    return f"{row.order_id}@{row.changed_at}#{sha256(row.raw).hexdigest()[:12]}"


def _turn(visit: Visit, desk: StoreDesk, progress: _Progress, done: tuple[Page, Tally]) -> None:
    """The report before the cursor: a crash between them writes the same report again."""
    page, tally = done
    seen = tuple(_mark(row) for row in page.rows)
    progress.cursor = progress.cursor.turned(page.next, seen, tally)
    if page.next is None:
        assert progress.cursor.window
        report = Report.of(visit.program_id, visit.source, progress.cursor.window)
        desk.reconciliations.add(report)
        progress.reports = (*progress.reports, report)
        progress.cursor = progress.cursor.closed()
    desk.reconciliations.save(visit.program_id, visit.source, visit.holder, progress.cursor)


def _store(visit: Visit, intake: Intake) -> tuple[StoreList, Counter]:
    store, source = find_store(visit.source), find_source(visit.source)
    brief = intake.briefs.find(visit.program_id) if source else None
    if store is None or source is None or brief is None:
        raise NoStoreError(
            f"nothing can be pulled from {visit.source[:40]!r} for {visit.program_id[:40]!r}.",
            field="source",
            remedy="See docs/reconciliation.md for the platforms, and apply the program first.",
        )
    if not has_credential(visit.program_id, visit.source, intake):
        raise NoStoreError(
            f"no credential is stored for {visit.source} of {visit.program_id}.",
            field="source",
            remedy="Store one as docs/reconciliation.md says.",
        )
    return store, Counter(visit.source, source, brief, intake)


def _accounts(visit: Visit, intake: Intake, words: tuple[str, ...]) -> tuple[Account, ...]:
    live = intake.secrets.live(_secret_name(visit.program_id, visit.source, intake))
    return tuple(account_of(text, words) for text in live)


def _secret_name(program_id: str, source: str, intake: Intake) -> str:
    return f"{intake.secrets_prefix}stores/{program_id}/{source}"


def _run(visit: Visit, ending: Ending, progress: _Progress | None = None, error: str = "") -> Run:
    done = progress or _Progress(Cursor())
    return Run(
        program_id=visit.program_id,
        source=visit.source,
        ending=ending,
        tally=done.tally,
        reports=done.reports,
        error=error,
    )
