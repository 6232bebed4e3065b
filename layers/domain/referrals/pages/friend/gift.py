"""POST /w/{code+}: the friend's own code, and back to the page that shows it."""

from http import HTTPStatus

from referrals.edge.http import Answer, Event, answer
from referrals.model.identity import code_in
from referrals.model.link.holder import BROWSER_BYTES, new_browser
from referrals.pages.friend.visitor import keeping, visitor_of
from referrals.views.link.friend_page import ASKED_FOR, page_address
from referrals.wiring import clock, stores


def take(event: Event) -> Answer:
    # Most who read the page press no button: they don't wait for what only this needs.
    from referrals.desks import gift as gift_desk
    from referrals.steps.code.make_gift import make_gift

    link = stores.links().get(code_in(event["pathParameters"]["code"]))
    visitor = visitor_of(event)
    holder = visitor.holder(link.code) or new_browser(clock.random_bytes(BROWSER_BYTES))
    gift = make_gift(link, holder, gift_desk.gifts(), now=clock.now())
    # A browser that keeps no cookie is known again by the address alone.
    named = ASKED_FOR if holder.click_id else gift.text
    place = page_address(link.code, visitor.query, named)
    told = answer(HTTPStatus.SEE_OTHER, headers={"location": place, "x-robots-tag": "noindex"})
    return {**told, "cookies": [keeping(holder, event, link.code)]}


def show_refusal(event: Event, status: int) -> Answer:
    """No code, and why: the link's day is full, or there is no gift to be had."""
    from referrals.pages.brand import brand_of
    from referrals.pages.note import show_plain_note

    link = stores.links().find(code_in(event["pathParameters"]["code"])) if status < 500 else None
    program = stores.programs().find(link.program_id) if link else None
    brand = brand_of(program.rules) if program else None
    title, text = "no_gift.title", "no_gift.text"
    return show_plain_note(event, title=title, text=text, status=status, brand=brand)
