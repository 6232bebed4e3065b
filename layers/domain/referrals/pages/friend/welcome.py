"""GET /w/{code+}: who sent the friend, what they say, and what the friend gets."""

from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.edge.page import away
from referrals.pages.friend.visitor import visitor_of
from referrals.pages.template import the_pages
from referrals.views.link.friend_page import Elsewhere, Shelf, friend_page
from referrals.wiring import clock, keys, settings, stores


def show(event: Event) -> Answer:
    words = words_of(event)
    page = friend_page(
        event["pathParameters"]["code"],
        visitor_of(event),
        Shelf(
            stores.links(),
            stores.programs(),
            stores.people(),
            stores.gift_codes(),
            keys.code_key,
            stores.tallies(),
        ),
        words=words,
        now=clock.now(),
    )
    if isinstance(page, Elsewhere):
        return away(page.address or settings.setting("FALLBACK_URL"))
    return the_pages().show("friend/welcome.html", words, image=page.image, page=page)
