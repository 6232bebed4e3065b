"""What the rows behind a number are: orders, rewards or days of links, each kind in one file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from referrals.model.money import decimal_text
from referrals.model.order_key import ConversionKey
from referrals.pages.console.listing import Cell, Column
from referrals.pages.console.orders import order_address
from referrals.pages.console.visit import DeskVisit
from referrals.views.insight.funnel import FunnelFigures

type CellRows = list[list[Cell]]
type RowPlace = dict[str, Any] | None
"""Where to go on."""


@dataclass(frozen=True, slots=True)
class RowPart:
    """Of one number and some days, as many rows as are asked for at once."""

    visit: DeskVisit
    what: str
    days: tuple[date, date]
    limit: int
    place: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class CountedNumber:
    title: str
    on: str
    """The day on which each of it stands."""
    count: Callable[[FunnelFigures], int]


@dataclass(frozen=True, slots=True)
class NumberKind:
    numbers: Mapping[str, CountedNumber]
    order: str
    """In which order rows stand."""
    columns: tuple[Column, ...]
    has_money: bool
    place: Callable[[str], tuple[str, ...]]
    """By number, of which keys a place to go on from is made."""
    program_key: str
    """Which of them is the program."""
    read: Callable[[RowPart], tuple[CellRows, RowPlace]]


def order_cells(visit: DeskVisit, on: date, order: ConversionKey) -> Iterator[Cell]:
    yield day_cell(on)
    yield Cell(order.order_id, visit.link(order_address(order.source, order.order_id)))
    yield Cell(order.source)


def day_cell(on: date) -> Cell:
    return Cell(f"{on.day}\u00a0{on:%b}\u00a0{on.year}", raw=on.isoformat())


def person_cell(visit: DeskVisit, person_id: str) -> Cell:
    address = visit.link(f"/console/people/{person_id}")
    return Cell(person_id, address) if person_id else Cell("–")


def money_cell(visit: DeskVisit, minor: int, currency: str) -> Cell:
    return Cell(visit.words.money(minor, currency), raw=decimal_text(minor, currency))


def currency_cells(visit: DeskVisit, currency: str) -> list[Cell]:
    return [Cell(currency)] if visit.wants_file else []


def figure_cell(visit: DeskVisit, number: int) -> Cell:
    return Cell(visit.words.number(number), raw=str(number))
