"""Where each number of some days leads: to the orders or rewards it counts, or else to its days."""

from collections.abc import Iterable, Iterator
from datetime import date

from referrals.pages.console.visit import DeskVisit
from referrals.views.insight.figures import DAYS, Stage


def number_link(visit: DeskVisit, rows: str, first: date, last: date) -> str:
    """`rows` as the page of rows calls them; DAYS for clicks and shares, which no list has."""
    span = {"from": first.isoformat(), "to": last.isoformat()}
    if rows == DAYS:
        return visit.link("/console/days", **span)
    return visit.link("/console/rows", what=rows, **span)


def stage_links(
    visit: DeskVisit, stages: Iterable[Stage], first: date, last: date
) -> Iterator[tuple[Stage, str]]:
    return ((each, number_link(visit, each.rows, first, last)) for each in stages)
