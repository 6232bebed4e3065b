"""GET /console/days: the counted days behind the figures of Today, any period of a year."""

from datetime import date

from referrals.edge.http import Answer
from referrals.model.errors import bad_cursor
from referrals.model.insight.insight import Counter, day_of
from referrals.model.money import EXPONENT, decimal_text
from referrals.pages.console.listing import (
    Cell,
    Column,
    ListFilter,
    Listing,
    ListPage,
    show_list,
)
from referrals.pages.console.number_links import number_link
from referrals.pages.console.visit import DeskVisit
from referrals.views.insight.figures import money_text
from referrals.views.insight.funnel import BadPeriodError, FunnelDay, period
from referrals.views.insight.month import days_figures
from referrals.wiring import stores

COLUMNS = (
    Column("day"),
    *(
        Column(each, figure=True)
        for each in (
            *("shared", "times followed", "orders", "through a friend"),
            *("first orders", "rewarded", "rewards"),
        )
    ),
    *(Column(each, figure=True) for each in ("brought", "given", "came back")),
)
TEXT = (
    "On the day it happened, in the program’s time zone. Advocates who shared count once a month; "
    "who follows a link twice counts twice; previews and crawlers are left out. Orders, and those "
    "through a friend, count once they are paid; first orders, orders rewarded and what was "
    "brought are what stayed. A number opens the orders, rewards or links that it counts."
)
IN_FILE = (*COLUMNS, Column("currency"))
MONEY = (Counter.REFERRED_BASE_MINOR, Counter.GRANTED_MINOR, Counter.REGAINED_MINOR)


ROWS = ("shared", "clicks", "orders", "brought", "first", "rewarded", "rewards")
"""What opens behind each count."""
MONEY_ROWS = ("brought", "rewards", "rewards")


def show(visit: DeskVisit) -> Answer:
    today = day_of(visit.now, visit.rules.time_zone)
    wished = query_day(visit, "from") or today.replace(day=1)
    first, last = period(wished, query_day(visit, "to") or today, today)
    row = _file_rows if visit.wants_file else _rows

    def fetch(start: str, limit: int) -> ListPage:
        found = days_figures(visit.rules.program, first, last, stores.insights()).found
        rows = [line for each in reversed(found.days) for line in row(visit, each)]
        begin = _place(start, len(rows))
        end = begin + limit
        return ListPage(rows[begin:end], str(end) if end < len(rows) else "")

    listing = Listing(
        name="days",
        caption="Days on which something was counted, the newest first",
        path="/console/days",
        columns=IN_FILE if visit.wants_file else COLUMNS,
        fetch=fetch,
        empty="Nothing was counted in these days. Name others above, a year at most.",
        filters=(
            ListFilter("from", "From", first.isoformat(), type="date"),
            ListFilter("to", "To", last.isoformat(), type="date"),
        ),
    )
    return show_list(visit, listing, "Day by day", text=TEXT)


def _rows(visit: DeskVisit, day: FunnelDay) -> list[list[Cell]]:
    money = (day.figures.amounts[each.value] for each in MONEY)
    return [
        [
            Cell(f"{day.on:%a}\u00a0{day.on.day}\u00a0{day.on:%b}\u00a0{day.on.year}"),
            *(
                _opening(visit, visit.words.number(each), day.on, rows, shown=bool(each))
                for each, rows in zip(_counts(day), ROWS, strict=True)
            ),
            *(
                _opening(
                    visit,
                    money_text(each, visit.words, visit.rules.currency),
                    day.on,
                    rows,
                    shown=any(each.values()),
                )
                for each, rows in zip(money, MONEY_ROWS, strict=True)
            ),
        ]
    ]


def _opening(visit: DeskVisit, text: str, on: date, rows: str, *, shown: bool) -> Cell:
    """A number that opens what it counts, where there is something and a list of it."""
    return Cell(text, number_link(visit, rows, on, on) if shown else "")


def _file_rows(visit: DeskVisit, day: FunnelDay) -> list[list[Cell]]:
    """A line for each currency of the day; what isn't money stands in the first alone."""
    money = [day.figures.amounts[each.value] for each in MONEY]
    usual = visit.rules.currency
    others = sorted({name for each in money for name in each if name in EXPONENT} - {usual})
    return [
        [
            Cell(day.on.isoformat()),
            *(Cell(str(each) if currency == usual else "") for each in _counts(day)),
            *(Cell(decimal_text(each.get(currency, 0), currency)) for each in money),
            Cell(currency),
        ]
        for currency in (usual, *others)
    ]


def _counts(day: FunnelDay) -> tuple[int, ...]:
    each = day.figures
    came = (each.sharers, each.people, each.conversions, each.referred)
    return (*came, each.friends, each.rewarded, each.rewards)


def _place(start: str, most: int) -> int:
    if start and not (start.isdecimal() and start.isascii() and len(start) < 6):
        raise bad_cursor()
    return min(int(start or 0), most)


def query_day(visit: DeskVisit, name: str) -> date | None:
    given = visit.query(name)
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise BadPeriodError(
            "this is no day.", field=name, remedy="Write it as 2026-11-29."
        ) from None
