"""Where each number of some days leads: to the orders, rewards or links that it counts."""

from collections.abc import Iterable, Iterator
from datetime import date

from referrals.pages.console.visit import DeskVisit
from referrals.views.insight.figures import Stage


def number_link(visit: DeskVisit, rows: str, first: date, last: date) -> str:
    """`rows` as the page of rows calls them."""
    span = {"from": first.isoformat(), "to": last.isoformat()}
    return visit.link("/console/rows", what=rows, **span)


def stage_links(
    visit: DeskVisit, stages: Iterable[Stage], first: date, last: date
) -> Iterator[tuple[Stage, str]]:
    return ((each, number_link(visit, each.rows, first, last)) for each in stages)
