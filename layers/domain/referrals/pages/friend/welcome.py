"""GET /w/{code+}: who sent the friend, what they say, and what the friend gets."""

from referrals.desks import friend as friend_desk
from referrals.edge.http import Answer, Event
from referrals.edge.language import lazy_words_of
from referrals.edge.page_answer import away
from referrals.pages.friend.visitor import visitor_of
from referrals.pages.light_page import show_light
from referrals.views.link.friend_page import Elsewhere, friend_page
from referrals.wiring import clock, settings


def show(event: Event) -> Answer:
    words, code = lazy_words_of(event), event["pathParameters"]["code"]
    found = friend_page(code, visitor_of(event), friend_desk.shelf(), words=words, now=clock.now())
    if isinstance(found, Elsewhere):
        return away(found.address or settings.setting("FALLBACK_URL"))
    page = found.welcome
    return show_light("friend/welcome", words, brand=found.brand, image=page.image, page=page)
