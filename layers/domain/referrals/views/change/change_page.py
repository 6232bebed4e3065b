"""Who changed what, and when? Page by page, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from referrals.model.change.change_record import KEPT, ChangeRecord
from referrals.model.errors import RefusedError
from referrals.store.change.change_log import ChangeLog, month_of, months, place_of_change

# Items that one page may read: a rare name doesn't keep its reader waiting for two years of them.
MOST_READ = 2000
# Months are apart, and each is asked for, whether or not anything was changed in it.
MOST_MONTHS = 6


class BadLogPeriodError(RefusedError):
    code = "bad_log_period"


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """What is looked for; days are whole ones in UTC."""

    actor: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None
    also: frozenset[str] = frozenset()
    """Others who are called like the actor."""

    def fits(self, record: ChangeRecord) -> bool:
        named = self.actor in ("", record.actor) or record.actor in self.also
        return named and self.kind in ("", record.kind)


@dataclass(frozen=True, slots=True)
class ChangePage:
    changes: list[ChangeRecord]
    after: str
    """The place to go on from, though this page may be short; empty at the end."""


def change_page(
    wish: ChangeFilter, log: ChangeLog, *, limit: int, start: str = "", now: datetime
) -> ChangePage:
    """`start` is the `after` of the page before."""
    first, end = _period(wish, now)
    last = month_of(end - timedelta(microseconds=1))
    begin = max(month_of(first), log.first_month())
    asked = [each for each in months(last, begin) if not start or each <= start[:7]]
    found: list[ChangeRecord] = []
    for number, record in enumerate(_newest_first(log, asked[:MOST_MONTHS], start), 1):
        if record.made_at < first:
            return ChangePage(found, "")
        if record.made_at < end and wish.fits(record):
            found.append(record)
        if len(found) == limit or number == MOST_READ:
            return ChangePage(found, place_of_change(record))
    return ChangePage(found, _before(asked[MOST_MONTHS]) if asked[MOST_MONTHS:] else "")


def _newest_first(log: ChangeLog, asked: list[str], start: str) -> Iterator[ChangeRecord]:
    """Nothing is read beyond the period, wherever `start` says."""
    for month in asked:
        yield from log.changes(month, before=start if month == start[:7] else "")


def _before(month: str) -> str:
    """A place after all of a month's changes."""
    return f"{month}-31T23:59:59Z#chg_{'z' * 26}"


def _period(wish: ChangeFilter, now: datetime) -> tuple[datetime, datetime]:
    """From its first moment to the one after its last; never more than is kept."""
    if wish.first and wish.last and wish.first > wish.last:
        raise BadLogPeriodError(
            "this is not a period.", field="from", remedy="Let `from` be no later than `to`."
        )
    oldest, today = now.date() - KEPT, now.date()
    first = max(wish.first or oldest, oldest)
    last = max(min(wish.last or today, today), oldest)
    return _midnight(first), _midnight(last) + timedelta(days=1)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
