"""GET /console/rows: the orders or rewards that a number of some days counts, each leading on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from referrals.edge.http import Answer
from referrals.model.errors import RefusedError, bad_cursor
from referrals.model.insight.insight import Counter, day_of
from referrals.model.money import decimal_text
from referrals.model.order_key import ConversionKey
from referrals.pages.console.cursor import pack, unpack
from referrals.pages.console.days import query_day
from referrals.pages.console.listing import (
    USUAL,
    Cell,
    Column,
    ListFilter,
    Listing,
    ListPage,
    cursor_of,
    show_list,
)
from referrals.pages.console.orders import SHAPES, order_address
from referrals.pages.console.visit import DeskVisit
from referrals.views.insight.counted_rewards import CountedReward, counted_rewards
from referrals.views.insight.figures import money_text
from referrals.views.insight.funnel import FunnelFigures, funnel, period
from referrals.views.measure.counted_orders import (
    CountedOrder,
    CountedPeriod,
    OrderNumber,
    counted_orders,
)
from referrals.wiring import measure_stores, stores

AT_MOST = 2
"""How many parts are read for one page that nothing is found for: twelve requests are the most."""
REWARDED, REWARDS = "rewarded", "rewards"
TITLES = {
    OrderNumber.PAID.value: "Orders that are paid",
    OrderNumber.BROUGHT.value: "Orders through a friend, and what stayed of each",
    OrderNumber.FIRST.value: "Friends’ first orders that stayed",
    REWARDED: "Orders rewarded",
    REWARDS: "Rewards given, and what came back",
}
DAYS_OF = {
    OrderNumber.PAID.value: "the day on which it was placed",
    OrderNumber.BROUGHT.value: "the day on which it was placed",
    OrderNumber.FIRST.value: "the day on which it was placed",
    REWARDED: "the day on which its reward was given, which may be another than the order’s",
    REWARDS: "the day on which the order’s first reward was given",
}
CURSORS: Mapping[str, tuple[str, ...]] = {
    OrderNumber.PAID: ("referral_key", "program_id", "listed_at"),
    OrderNumber.BROUGHT: ("referral_key", "program_id", "decided_at"),
    OrderNumber.FIRST: ("referral_key", "program_id", "decided_at"),
}
ORDER_COLUMNS = (
    *map(Column, ("day", "order", "shop", "advocate")),
    Column("stayed", figure=True),
    Column("reward"),
)
REWARD_COLUMNS = (
    *map(Column, ("day", "order", "shop", "person", "for", "reward")),
    Column("worth", figure=True),
    Column("came back", figure=True),
)


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
    def of_orders(self) -> bool:
        return self.what not in (REWARDED, REWARDS)

    def fetch(self, start: str, limit: int) -> ListPage:
        """Reads on where a part of the orders has none of these."""
        rows: list[list[Cell]] = []
        for _ in range(AT_MOST):
            place = _place(self.visit, start, CURSORS.get(self.what, stores.grants().page_keys))
            found, after = self._part(place, limit)
            rows, start = [*rows, *found], pack(after)
            if rows or not start:
                break
        return ListPage(rows, start)

    def _part(self, place: dict[str, str] | None, limit: int) -> tuple[list[list[Cell]], Any]:
        visit, rules = self.visit, self.visit.rules
        if self.of_orders:
            orders, after = counted_orders(
                CountedPeriod(rules.program, rules.time_zone, self.first, self.last),
                OrderNumber(self.what),
                measure_stores.order_index(),
                measure_stores.customer_records(),
                limit=limit,
                start=place,
            )
            return [_order_cells(visit, each) for each in orders], after
        rewards, after = counted_rewards(
            rules.program,
            rules.time_zone,
            (self.first, self.last),
            stores.grants(),
            limit=limit,
            start=place,
        )
        if self.what == REWARDED:
            rewards = list(_first_sides(rewards))
        return [_reward_cells(visit, each) for each in rewards], after

    def count_sentence(self) -> str:
        """What the counters say of these days."""
        rules, words = self.visit.rules, self.visit.words
        total = funnel(rules.program, self.first, self.last, stores.insights()).total
        text = words.number(_number(total, self.what))
        if self.what == OrderNumber.BROUGHT:
            amounts = total.amounts[Counter.REFERRED_BASE_MINOR.value]
            text += f", of which {money_text(amounts, words, rules.currency)} stayed"
        if self.what == REWARDS:
            given, back = (
                money_text(total.amounts[each.value], words, rules.currency)
                for each in (Counter.GRANTED_MINOR, Counter.REGAINED_MINOR)
            )
            text += f", worth {given}, of which {back} came back"
        return f"Counted in these days: {text}. Each stands on {DAYS_OF[self.what]}."


def show(visit: DeskVisit) -> Answer:
    today = day_of(visit.now, visit.zone)
    wished = query_day(visit, "from") or today.replace(day=1)
    first, last = period(wished, query_day(visit, "to") or today, today)
    what = visit.query("what") or OrderNumber.FIRST.value
    if what not in TITLES:
        raise UnknownNumberError(
            "no rows are behind this.", field="what", remedy=f"Name one of {', '.join(TITLES)}."
        )
    found = NumberRows(visit, what, first, last)
    if visit.wants_file:
        return show_list(visit, _listing(found, ""), TITLES[what])
    text = found.count_sentence()
    page = found.fetch(cursor_of(visit), USUAL)
    return show_list(visit, _listing(found, page.after), TITLES[what], text=text, page=page)


def _listing(found: NumberRows, after: str) -> Listing:
    orders, none = found.of_orders, "No order or reward stands in these days."
    columns = ORDER_COLUMNS if orders else REWARD_COLUMNS
    return Listing(
        name=found.what,
        caption=f"{TITLES[found.what]}, in the order in which they were decided on",
        path="/console/rows",
        columns=(*columns, Column("currency")) if found.visit.wants_file else columns,
        fetch=found.fetch,
        empty="None of those that were read so far: go further." if after else none,
        filters=(
            ListFilter("what", "What", found.what, options=tuple(TITLES.items())),
            ListFilter("from", "From", found.first.isoformat(), type="date"),
            ListFilter("to", "To", found.last.isoformat(), type="date"),
        ),
    )


def _order_cells(visit: DeskVisit, row: CountedOrder) -> list[Cell]:
    referral, figures = row.referral, row.referral.figures
    advocate = referral.attribution.advocate_id
    reward = referral.reward.status.value if referral.reward else ""
    return [
        *_place_cells(visit, row.on, referral.conversion_key),
        _person(visit, advocate),
        _money(visit, row.base_minor, figures.currency),
        Cell(reward or "–", status=SHAPES.get(reward, "")),
        *_currency(visit, figures.currency),
    ]


def _reward_cells(visit: DeskVisit, row: CountedReward) -> list[Cell]:
    side = row.side
    return [
        *_place_cells(visit, row.on, row.order),
        _person(visit, side.person_id),
        Cell(side.role.replace("-", " ")),
        Cell(side.kind.replace("_", " ")),
        _money(visit, side.worth.worth_minor, row.currency),
        _money(visit, row.back_minor, row.currency),
        *_currency(visit, row.currency),
    ]


def _place_cells(visit: DeskVisit, on: date, order: ConversionKey) -> Iterator[Cell]:
    yield Cell(f"{on.day}\u00a0{on:%b}\u00a0{on.year}", raw=on.isoformat())
    yield Cell(order.order_id, visit.link(order_address(order.source, order.order_id)))
    yield Cell(order.source)


def _person(visit: DeskVisit, person_id: str) -> Cell:
    address = visit.link(f"/console/people/{person_id}")
    return Cell(person_id, address) if person_id else Cell("–")


def _money(visit: DeskVisit, minor: int, currency: str) -> Cell:
    return Cell(visit.words.money(minor, currency), raw=decimal_text(minor, currency))


def _currency(visit: DeskVisit, currency: str) -> list[Cell]:
    return [Cell(currency)] if visit.wants_file else []


def _first_sides(rewards: list[CountedReward]) -> Iterator[CountedReward]:
    """A line for each order of which something still stands: that of its first side."""
    last = None
    for each in rewards:
        if each.order_is_rewarded and each.order != last:
            last = each.order
            yield each


def _place(visit: DeskVisit, start: str, names: tuple[str, ...]) -> dict[str, str] | None:
    place = unpack(start, *names)
    if place and place["program_id"] != visit.rules.program:
        raise bad_cursor()
    return place


def _number(total: FunnelFigures, what: str) -> int:
    return {
        OrderNumber.PAID.value: total.conversions,
        OrderNumber.BROUGHT.value: total.referred,
        OrderNumber.FIRST.value: total.friends,
        REWARDED: total.rewarded,
        REWARDS: total.rewards,
    }[what]
