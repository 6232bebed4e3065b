"""GET /on/{code+}: the friend's page's button, on its way to the shop; the press is noted."""

from referrals.edge.http import Answer, Event
from referrals.edge.language import wishes_of
from referrals.edge.log import count, log
from referrals.edge.page_answer import away
from referrals.pages.friend.visitor import token, visitor_of
from referrals.pages.friend.welcome import shelf
from referrals.views.link.friend_page import Elsewhere, FriendPage, friend_page, unknown_address
from referrals.wiring import clock, settings


def go_on(event: Event) -> Answer:
    """To where the same page would lead now; its address comes from storage alone."""
    code, wishes = event["pathParameters"]["code"], wishes_of(event)
    found = friend_page(code, visitor_of(event), shelf(), wishes=wishes, now=clock.now())
    if isinstance(found, Elsewhere):
        return away(found.address or settings.setting("FALLBACK_URL"))
    _note(event, found)
    return away(found.onward)


def go_anyway(event: Event, status: int) -> Answer:
    """A friend is never shown an error, and keeps what says who sent them."""
    fallback = settings.setting("FALLBACK_URL")
    return away(unknown_address(fallback, event.get("rawQueryString") or ""))


def _note(event: Event, page: FriendPage) -> None:
    # Who only looks at a page doesn't wait for what its button needs.
    from referrals.desks import click as click_desk
    from referrals.edge.redirect import visit_of
    from referrals.steps.link.note_going_on import PressOutcome, note_going_on

    visit, desk = visit_of(event), click_desk.presses()
    told = note_going_on(visit, token(event), desk, code=page.code, now=clock.now())
    if told is PressOutcome.UNSTORED:
        log("WARNING", "press not stored", code=page.code)
        count("UnstoredPresses")
