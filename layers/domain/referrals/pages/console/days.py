"""GET /console/days: the counted days behind the figures of Today, any period of a year."""

from datetime import date

from referrals.edge.http import Answer
from referrals.model.errors import bad_cursor
from referrals.model.insight.insight import Counter, day_of
from referrals.pages.console.listing import (
    Cell,
    Column,
    ListFilter,
    Listing,
    ListPage,
    show_list,
)
from referrals.pages.console.visit import DeskVisit
from referrals.views.insight.figures import money_text
from referrals.views.insight.funnel import BadPeriodError, FunnelDay, period
from referrals.views.insight.month import days_figures
from referrals.wiring import stores

COLUMNS = (
    Column("day"),
    *(Column(each, figure=True) for each in ("links taken", "people came", "orders", "referred")),
    *(Column(each, figure=True) for each in ("rewards", "brought", "given", "came back")),
)


def show(visit: DeskVisit) -> Answer:
    today = day_of(visit.now, visit.rules.time_zone)
    wished = query_day(visit, "from") or today.replace(day=1)
    first, last = period(wished, query_day(visit, "to") or today, today)

    def fetch(start: str, limit: int) -> ListPage:
        found = days_figures(visit.rules.program, first, last, stores.insights()).found
        rows = [_row(visit, each) for each in reversed(found.days)]
        begin = _place(start, len(rows))
        end = begin + limit
        return ListPage(rows[begin:end], str(end) if end < len(rows) else "")

    listing = Listing(
        name="days",
        caption="Days on which something was counted, the newest first",
        path="/console/days",
        columns=COLUMNS,
        fetch=fetch,
        empty="Nothing was counted in these days. Name others above, a year at most.",
        filters=(
            ListFilter("from", "From", first.isoformat(), type="date"),
            ListFilter("to", "To", last.isoformat(), type="date"),
        ),
    )
    text = (
        "Counted once each, on the day it happened in the program’s time zone. People are those "
        "who followed a link; previews and crawlers are left out. An order counts once it is paid."
    )
    return show_list(visit, listing, "Day by day", text=text)


def _row(visit: DeskVisit, day: FunnelDay) -> list[Cell]:
    figures = day.figures
    counted = (figures.shares, figures.people, figures.conversions, figures.referred)
    money = (Counter.REFERRED_MINOR, Counter.GRANTED_MINOR, Counter.REGAINED_MINOR)
    return [
        Cell(f"{day.on:%a} {day.on.isoformat()}", raw=day.on.isoformat()),
        *(Cell(visit.words.number(each), raw=str(each)) for each in (*counted, figures.rewards)),
        *(_money(visit, figures.amounts[each.value]) for each in money),
    ]


def _money(visit: DeskVisit, amounts: dict[str, int]) -> Cell:
    return Cell(money_text(amounts, visit.words, visit.rules.currency))


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
