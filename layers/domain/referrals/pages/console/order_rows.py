"""Rows behind a number of orders: each with what stayed of it, and how its reward stands."""

from referrals.pages.console.listing import Cell, Column
from referrals.pages.console.number_kind import (
    CellRows,
    CountedNumber,
    NumberKind,
    RowPart,
    RowPlace,
    currency_cells,
    money_cell,
    order_cells,
    person_cell,
)
from referrals.pages.console.orders import SHAPES
from referrals.pages.console.visit import DeskVisit
from referrals.views.measure.counted_orders import (
    CountedOrder,
    CountedPeriod,
    OrderNumber,
    counted_orders,
)
from referrals.wiring import measure_stores

_PLACED = "the day on which it was placed"


def _read(part: RowPart) -> tuple[CellRows, RowPlace]:
    rules = part.visit.rules
    orders, after = counted_orders(
        CountedPeriod(rules.program, rules.time_zone, *part.days),
        OrderNumber(part.what),
        measure_stores.order_index(),
        measure_stores.customer_records(),
        limit=part.limit,
        start=part.place,
    )
    return [_cells(part.visit, each) for each in orders], after


def _cells(visit: DeskVisit, row: CountedOrder) -> list[Cell]:
    referral, currency = row.referral, row.referral.figures.currency
    reward = referral.reward.status.value if referral.reward else ""
    return [
        *order_cells(visit, row.on, referral.conversion_key),
        person_cell(visit, referral.attribution.advocate_id),
        money_cell(visit, row.base_minor, currency),
        Cell(reward or "–", status=SHAPES.get(reward, "")),
        *currency_cells(visit, currency),
    ]


def _place(what: str) -> tuple[str, ...]:
    moment = measure_stores.order_index().moments[OrderNumber(what).choice]
    return "referral_key", "program_id", moment


ORDER_ROWS = NumberKind(
    numbers={
        OrderNumber.PAID.value: CountedNumber(
            "Orders that are paid", _PLACED, lambda total: total.conversions
        ),
        OrderNumber.BROUGHT.value: CountedNumber(
            "Orders through a friend, and what stayed of each",
            _PLACED,
            lambda total: total.referred,
        ),
        OrderNumber.FIRST.value: CountedNumber(
            "Friends’ first orders that stayed", _PLACED, lambda total: total.friends
        ),
    },
    order="in the order in which they were decided on",
    columns=(
        *map(Column, ("day", "order", "shop", "advocate")),
        Column("stayed", figure=True),
        Column("reward"),
    ),
    has_money=True,
    place=_place,
    program_key="program_id",
    read=_read,
)
