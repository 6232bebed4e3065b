"""Rows behind a number of shares or clicks: which links on which day, and whose they are."""

from referrals.pages.console.listing import Cell, Column
from referrals.pages.console.number_kind import (
    CellRows,
    CountedNumber,
    NumberKind,
    RowPart,
    RowPlace,
    day_cell,
    figure_cell,
    person_cell,
)
from referrals.pages.console.visit import DeskVisit
from referrals.views.insight.counted_link_days import (
    CountedLinkDay,
    LinkNumber,
    counted_link_days,
)
from referrals.wiring import measure_stores

_CLICKED = "the day of the click; a row is one link on one day"


def _read(part: RowPart) -> tuple[CellRows, RowPlace]:
    found, after = counted_link_days(
        part.visit.rules.program,
        part.days,
        LinkNumber(part.what),
        measure_stores.link_days(),
        limit=part.limit,
        start=part.place,
    )
    return [_cells(part.visit, each) for each in found], after


def _cells(visit: DeskVisit, row: CountedLinkDay) -> list[Cell]:
    return [
        day_cell(row.on),
        Cell(row.code, visit.link("/console/orders", q=row.code)),
        person_cell(visit, row.advocate_id),
        *(figure_cell(visit, each) for each in (row.shares, row.people, row.went_on)),
    ]


LINK_ROWS = NumberKind(
    numbers={
        LinkNumber.SHARERS.value: CountedNumber(
            "Advocates who shared, each once a month",
            "the day of their first time in the month",
            lambda total: total.sharers,
        ),
        LinkNumber.CLICKS.value: CountedNumber(
            "Times people followed a link", _CLICKED, lambda total: total.people
        ),
        LinkNumber.WENT_ON.value: CountedNumber(
            "Times they went on from the page", _CLICKED, lambda total: total.went_on
        ),
    },
    order="the earliest day first",
    columns=(
        *map(Column, ("day", "link", "advocate")),
        *(Column(each, figure=True) for each in ("taken along", "times followed", "went on")),
    ),
    has_money=False,
    place=lambda _: measure_stores.link_days().page_keys,
    program_key="link_of",
    read=_read,
)
