"""GET /goals/{program}: what a shop's friends reach together, for everybody to read."""

from http import HTTPStatus

from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.pages.brand import brand_of
from referrals.pages.note import show_note
from referrals.pages.page_memory import remember_page
from referrals.pages.template import the_pages
from referrals.pages.trouble import show_trouble
from referrals.wiring import clock, community_stores, stores


@remember_page
def show(event: Event) -> Answer:
    from referrals.views.goal.goal_board import goal_board

    rules = stores.programs().get(event["pathParameters"]["program"]).rules
    words = words_of(event, rules.words)
    board = goal_board(rules, community_stores.goals(), words=words, now=clock.now())
    return the_pages().show("goals.html", words, brand=brand_of(rules), board=board)


def show_refusal(event: Event, status: int) -> Answer:
    """No program of that name, or our fault."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return show_trouble(event, status)
    return show_note(
        event, title="promise_page.unknown_title", text="promise_page.unknown", status=status
    )
