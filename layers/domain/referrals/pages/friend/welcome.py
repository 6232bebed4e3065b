"""GET /w/{code+}: who sent the friend, what they say, and what the friend gets."""

from referrals.edge.http import Answer, Event
from referrals.edge.language import lazy_words_of
from referrals.edge.page_answer import away
from referrals.pages.friend.visitor import visitor_of
from referrals.pages.light_page import show_light
from referrals.views.link.friend_page import Elsewhere, Shelf, friend_page
from referrals.wiring import clock, keys, page_stores, settings, stores


def show(event: Event) -> Answer:
    words, code = lazy_words_of(event), event["pathParameters"]["code"]
    found = friend_page(code, visitor_of(event), shelf(), words=words, now=clock.now())
    if isinstance(found, Elsewhere):
        return away(found.address or settings.setting("FALLBACK_URL"))
    page = found.welcome
    return show_light("friend/welcome", words, brand=found.brand, image=page.image, page=page)


def shelf() -> Shelf:
    """Where the page's facts are."""
    return Shelf(
        stores.links(),
        page_stores.friend_briefs(),
        page_stores.first_names(),
        page_stores.shown_gifts(),
        keys.code_key,
        page_stores.shards,
        settings.setting("PUBLIC_URL"),
    )
