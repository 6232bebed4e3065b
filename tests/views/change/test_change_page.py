"""The log, read newest first over months, days and pages."""

from datetime import UTC, date, datetime, timedelta

import pytest

from referrals.model.change.change_record import KEPT, ChangeRecord, Door, new_change
from referrals.views.change.change_page import (
    BadLogPeriodError,
    ChangeFilter,
    ChangePage,
    change_page,
)
from referrals.wiring import session_stores

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tables(account: None) -> None:
    pass


def a_change(days_ago: int, actor: str = "key_a") -> ChangeRecord:
    moment = NOW - timedelta(days=days_ago)
    record = new_change(
        "key_create",
        {},
        actor=actor,
        door=Door.API,
        now=moment,
        random=bytes([days_ago % 256] * 10),
    )
    session_stores.change_log().add(record)
    return record


def found(wish: ChangeFilter | None = None, start: str = "") -> list[ChangeRecord]:
    return [each for page in pages(wish or ChangeFilter(), start) for each in page.changes]


def pages(wish: ChangeFilter, start: str = "") -> list[ChangePage]:
    log = session_stores.change_log()
    read = [change_page(wish, log, limit=50, start=start, now=NOW)]
    while read[-1].after:
        read.append(change_page(wish, log, limit=50, start=read[-1].after, now=NOW))
    return read


def test_months_follow_each_other_the_newest_first() -> None:
    made = [a_change(days) for days in (400, 40, 21, 0)]

    assert found() == made[::-1]


def test_a_period_has_whole_days_of_both_ends() -> None:
    for days in (3, 2, 1):
        a_change(days)

    wish = ChangeFilter(first=date(2026, 11, 20), last=date(2026, 11, 20))

    assert [each.made_at.date() for each in found(wish)] == [date(2026, 11, 20)]


def test_nothing_is_read_beyond_what_is_kept() -> None:
    a_change(KEPT.days + 40)

    assert found(ChangeFilter(first=date(1, 1, 1), last=date(9999, 12, 31))) == []


def test_a_place_of_another_time_reads_no_more_than_the_period() -> None:
    a_change(1)

    assert found(start="9999-12-31T00:00:00Z#chg_0") == found()
    assert found(start="0001-01-01T00:00:00Z#chg_0") == []


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadLogPeriodError):
        found(ChangeFilter(first=date(2026, 11, 2), last=date(2026, 11, 1)))


def test_a_rare_name_is_looked_for_a_page_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("referrals.views.change.change_page.MOST_READ", 3)
    for days in (5, 4, 3, 2, 1):
        a_change(days)

    page = change_page(ChangeFilter(actor="key_b"), session_stores.change_log(), limit=50, now=NOW)

    assert page.changes == []
    assert page.after


def test_a_page_asks_for_half_a_year_and_the_next_goes_on() -> None:
    old, new = a_change(400), a_change(1)

    assert [each.changes for each in pages(ChangeFilter())] == [[new], [], [old]]


def test_a_young_log_is_read_to_its_beginning_and_no_further() -> None:
    a_change(20), a_change(1)

    assert session_stores.change_log().first_month() == "2026-11"
    assert len(pages(ChangeFilter())) == 1


def test_what_was_there_before_the_beginning_was_noted_is_found() -> None:
    old = a_change(300)
    table = session_stores.change_log().table
    table.delete({"month": "first", "entry": "first"})

    new = a_change(1)

    assert session_stores.change_log().first_month() == "2026-01"
    assert found() == [new, old]
