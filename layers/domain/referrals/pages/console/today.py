"""GET /console: what the month was, what waits for a person, what is wrong, each with its step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from referrals.edge.http import Answer
from referrals.model.insight.insight import day_of
from referrals.model.insight.source_state import SourceLook
from referrals.model.program.outlook import BudgetOutlook
from referrals.pages.console.day_charts import day_charts
from referrals.pages.console.figures import count_text, money_text, share_text, stages_of
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.routes import PAGES
from referrals.pages.console.visit import DeskVisit
from referrals.views.delivery.desk_queue import DeskQueue, QueueSources, desk_queue
from referrals.views.insight.month import month_figures
from referrals.views.reward.budget_reach import budget_reach
from referrals.wiring import nudge_stores, stores, story_stores, todo_stores

SOON = timedelta(days=21)
"""A budget that ends within so long is told of."""
LATE_LOOK = timedelta(hours=3)
"""The clock looks at the sources once an hour."""


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
    rules, now = visit.rules, visit.now
    month = month_figures(rules.program, rules.time_zone, stores.insights(), now=now)
    queue = desk_queue(rules.program, _sources(), now=now)
    look = todo_stores.source_looks().find(rules.program)
    reach = budget_reach(rules, stores.tallies(), stores.insights(), now)
    return show_page(
        visit,
        "today",
        "Today",
        day=visit.date(now),
        month_name=visit.words.words["date"]["months"][day_of(now, rules.time_zone).month - 1],
        figures=month.total,
        stages=stages_of(month.total, visit.words),
        charts=day_charts(month.found, day_of(now, rules.time_zone), visit.words),
        cost=money_text(month.cost, visit.words, rules.currency),
        brought=money_text(month.revenue, visit.words, rules.currency),
        share=share_text(month.share) if month.share else "",
        days=visit.link("/console/days"),
        waiting=list(_waiting(visit, queue, look)),
        wrong=list(_wrong(visit, queue, look, reach)),
        looked_at=look.looked_at if look else None,
    )


def _sources() -> QueueSources:
    return QueueSources(
        stores.reviews(),
        stores.outbox(),
        nudge_stores.surveys(),
        story_stores.stories(),
        nudge_stores.suggestions(),
    )


def _waiting(visit: DeskVisit, queue: DeskQueue, look: SourceLook | None) -> Iterator[DeskLine]:
    program = visit.rules.program
    held = look.held_count if look else 0
    late = f"{queue.late} late" if queue.late else ""
    counted = (
        (queue.reviews, "order", "orders", "to look at before a reward", "reviews", "look", late),
        (queue.appeals, "appeal", "appeals", "against a no", "reviews", "look", ""),
        (queue.answers, "unhappy answer", "unhappy answers", "without a reply", "listening",
         f"answers list {program}", ""),
        (queue.stories, "story", "stories", "nobody has read", "stories",
         f"stories list {program}", ""),
        (queue.suggestions, "suggestion", "suggestions", "without a word of yours", "listening",
         f"suggestions list {program}", ""),
        (queue.parked, "thing", "things", "to hand over or to send again", "deliveries",
         "todo list", ""),
        (held, "delivery of a shop", "deliveries of shops", "not understood, kept", "connections",
         f"conversions held {program} {_first_source(look)}", ""),
    )  # fmt: skip
    for number, one, many, what, page, command, mark in counted:
        if number:
            text = f"{count_text(number, one, many, visit.words)} {what}"
            yield _line(visit, text, page, command, mark=mark)


def _wrong(
    visit: DeskVisit, queue: DeskQueue, look: SourceLook | None, reach: BudgetOutlook | None
) -> Iterator[DeskLine]:
    rules = visit.rules
    if rules.paused:
        text = "The program is paused: friends are sent on, and nobody is rewarded."
        yield _line(visit, text, "program", "program apply")
    for each in look.quiet if look else ():
        since = visit.date(each.quiet_since) if each.quiet_since else ""
        text = f"Far fewer orders come from {each.source} than at other times, since {since}."
        yield _line(visit, text, "connections", f"source list {rules.program}")
    if look and visit.now - look.looked_at > LATE_LOOK:
        text = f"The clock last looked at the shops on {visit.date(look.looked_at)}."
        yield _line(visit, text, "connections", "log")
    if queue.late:
        late = count_text(queue.late, "order has", "orders have", visit.words)
        text = f"{late} waited longer than their people were promised."
        yield _line(visit, text, "reviews", "reviews list")
    if reach and _ends_soon(visit, reach):
        left = visit.words.money(max(reach.left_minor, 0), rules.currency)
        until = f"{reach.lasts_until:%d %B}".lstrip("0") if reach.lasts_until else "nothing is left"
        text = f"The budget ends: {left} are left, at this rate until {until}."
        yield _line(visit, text, "program", "program apply")


def _ends_soon(visit: DeskVisit, reach: BudgetOutlook) -> bool:
    if reach.left_minor <= 0:
        return True
    today = day_of(visit.now, visit.zone)
    return reach.lasts_until is not None and reach.lasts_until - today <= SOON


def _line(visit: DeskVisit, text: str, page: str, command: str, *, mark: str = "") -> DeskLine:
    """To the page, where there is one that this person may open; else the command that does it."""
    address = f"/console/{page}"
    if address in PAGES and visit.may(PAGES[address].right):
        return DeskLine(text, "open", visit.link(address), mark)
    return DeskLine(text, f"goodword {command}", "", mark)


def _first_source(look: SourceLook | None) -> str:
    return next((each.source for each in look.states if each.held), "") if look else ""
