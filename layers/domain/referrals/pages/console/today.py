"""GET /console: what the month was, what waits for a person, what is wrong, each with its step."""

from referrals.edge.http import Answer
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.visit import DeskVisit


def show(visit: DeskVisit) -> Answer:
    return show_page(visit, "today", "Today", program=visit.program)
