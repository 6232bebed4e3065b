"""GET /console: what the month was, what waits for a person, what is wrong, each with its step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from referrals.desks import today as today_desk
from referrals.edge.http import Answer
from referrals.model.insight.insight import day_of
from referrals.pages.console.day_charts import day_charts
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.number_links import number_link, stage_links
from referrals.pages.console.routes import PAGES
from referrals.pages.console.visit import DeskVisit
from referrals.views.connection.today import today
from referrals.views.connection.today_words import (
    Concern,
    month_name,
    paragraph,
    troubles,
    waiting,
)
from referrals.views.insight.figures import stages_of


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One thing that waits or is wrong, with its one next step."""

    text: str
    step: str
    """What to do: the label of the link, or the command where no page does it."""
    link: str = ""
    mark: str = ""
    """What sets it apart: a number that is late."""


def show(visit: DeskVisit) -> Answer:
    found = today(visit.rules, today_desk.books(), now=visit.now)
    look = found.look
    today_on = day_of(visit.now, visit.zone)
    span = (today_on.replace(day=1), today_on)
    said = paragraph(found, visit.words)
    return show_page(
        visit,
        "today",
        "Today",
        day=visit.date(visit.now),
        month_name=month_name(found, visit.words),
        paragraph=[(each, number_link(visit, each.rows, *span)) for each in said],
        stages=stage_links(visit, stages_of(found.month.total, visit.words), *span),
        charts=day_charts(found.month.found, today_on, visit.words),
        days=visit.link("/console/days"),
        waiting=list(_lines(visit, waiting(found, visit.words))),
        wrong=list(_lines(visit, troubles(found, visit.words))),
        looked_at=look.looked_at if look else None,
    )


def _lines(visit: DeskVisit, concerns: Iterable[Concern]) -> Iterator[DeskLine]:
    """To the page, where there is one that this person may open; else the command that does it."""
    for each in concerns:
        address = f"/console/{each.page}"
        page = PAGES.get(address.partition("?")[0])
        if page and visit.may(page.right):
            yield DeskLine(each.text, "open", visit.link(address), each.mark)
        else:
            yield DeskLine(each.text, each.step or f"goodword {each.command}", "", each.mark)
