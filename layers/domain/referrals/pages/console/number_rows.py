"""GET /console/rows: the orders, rewards or links that a number of some days counts, each leading
on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from referrals.edge.http import Answer
from referrals.model.errors import RefusedError, bad_cursor
from referrals.model.insight.insight import Counter, day_of
from referrals.pages.console.cursor import pack, unpack
from referrals.pages.console.days import query_day
from referrals.pages.console.link_rows import LINK_ROWS
from referrals.pages.console.listing import (
    USUAL,
    Column,
    ListFilter,
    Listing,
    ListPage,
    cursor_of,
    show_list,
)
from referrals.pages.console.number_kind import CellRows, CountedNumber, NumberKind, RowPart
from referrals.pages.console.order_rows import ORDER_ROWS
from referrals.pages.console.reward_rows import REWARD_ROWS, REWARDS
from referrals.pages.console.visit import DeskVisit
from referrals.views.insight.figures import money_text
from referrals.views.insight.funnel import funnel, period
from referrals.views.measure.counted_orders import OrderNumber
from referrals.wiring import stores

AT_MOST = 2
"""How many parts are read for one page that nothing is found for: twelve requests are the most."""
KINDS: Mapping[str, NumberKind] = {
    what: kind for kind in (LINK_ROWS, ORDER_ROWS, REWARD_ROWS) for what in kind.numbers
}


class UnknownNumberError(RefusedError):
    code = "unknown_number"


@dataclass(frozen=True, slots=True)
class NumberRows:
    """One number of some days."""

    visit: DeskVisit
    what: str
    first: date
    last: date

    @property
    def kind(self) -> NumberKind:
        return KINDS[self.what]

    @property
    def number(self) -> CountedNumber:
        return self.kind.numbers[self.what]

    def fetch(self, start: str, limit: int) -> ListPage:
        """Reads on where a part has none of these."""
        rows: CellRows = []
        days = self.first, self.last
        for _ in range(AT_MOST):
            part = RowPart(self.visit, self.what, days, limit, self._place(start))
            found, after = self.kind.read(part)
            rows, start = [*rows, *found], pack(after)
            if rows or not start:
                break
        return ListPage(rows, start)

    def _place(self, start: str) -> dict[str, str] | None:
        kind = self.kind
        place = unpack(start, *kind.place(self.what))
        if place and place[kind.program_key] != self.visit.rules.program:
            raise bad_cursor()
        return place

    def count_sentence(self) -> str:
        """What the counters say of these days."""
        rules, words = self.visit.rules, self.visit.words
        total = funnel(rules.program, self.first, self.last, stores.insights()).total
        text = words.number(self.number.count(total))
        if self.what == OrderNumber.BROUGHT:
            amounts = total.amounts[Counter.REFERRED_BASE_MINOR.value]
            text += f", of which {money_text(amounts, words, rules.currency)} stayed"
        if self.what == REWARDS:
            given, back = (
                money_text(total.amounts[each.value], words, rules.currency)
                for each in (Counter.GRANTED_MINOR, Counter.REGAINED_MINOR)
            )
            text += f", worth {given}, of which {back} came back"
        return f"Counted in these days: {text}. Each stands on {self.number.on}."


def show(visit: DeskVisit) -> Answer:
    today = day_of(visit.now, visit.zone)
    wished = query_day(visit, "from") or today.replace(day=1)
    first, last = period(wished, query_day(visit, "to") or today, today)
    what = visit.query("what") or OrderNumber.FIRST.value
    if what not in KINDS:
        raise UnknownNumberError(
            "no rows are behind this.", field="what", remedy=f"Name one of {', '.join(KINDS)}."
        )
    found = NumberRows(visit, what, first, last)
    if visit.wants_file:
        return show_list(visit, _listing(found, ""), found.number.title)
    text = found.count_sentence()
    page = found.fetch(cursor_of(visit), USUAL)
    return show_list(visit, _listing(found, page.after), found.number.title, text=text, page=page)


def _listing(found: NumberRows, after: str) -> Listing:
    kind, none = found.kind, "Nothing of it stands in these days."
    options = tuple((what, each.numbers[what].title) for what, each in KINDS.items())
    with_currency = found.visit.wants_file and kind.has_money
    return Listing(
        name=found.what,
        caption=f"{found.number.title}, {kind.order}",
        path="/console/rows",
        columns=(*kind.columns, Column("currency")) if with_currency else kind.columns,
        fetch=found.fetch,
        empty="None of those that were read so far: go further." if after else none,
        filters=(
            ListFilter("what", "What", found.what, options=options),
            ListFilter("from", "From", found.first.isoformat(), type="date"),
            ListFilter("to", "To", found.last.isoformat(), type="date"),
        ),
    )
