"""GET /w/{code+}: who sent the friend, what they say, and what the friend gets."""

from referrals.edge.http import Answer, Event
from referrals.edge.language import wishes_of
from referrals.edge.page_answer import away
from referrals.pages.friend.visitor import visitor_of
from referrals.pages.light_page import show_light
from referrals.views.link.friend_page import Elsewhere, Shelf, friend_page
from referrals.wiring import clock, keys, page_stores, settings


def show(event: Event) -> Answer:
    code, wishes = event["pathParameters"]["code"], wishes_of(event)
    found = friend_page(code, visitor_of(event), shelf(), wishes=wishes, now=clock.now())
    if isinstance(found, Elsewhere):
        return away(found.address or settings.setting("FALLBACK_URL"))
    page = found.welcome
    return show_light("friend/welcome", found.words, brand=found.brand, image=page.image, page=page)


def shelf() -> Shelf:
    """Where the page's facts are."""
    return Shelf(
        page_stores.recent_links(),
        page_stores.recent_briefs(),
        page_stores.recent_names(),
        page_stores.recent_shards(),
        page_stores.shown_gifts(),
        keys.code_key,
        settings.setting("PUBLIC_URL"),
    )
