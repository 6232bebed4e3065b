"""GET /me/card/{code}: a card for the table or the counter, to print and cut out."""

from markupsafe import Markup

from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.model.identity import parse_code
from referrals.pages.brand import brand_of
from referrals.pages.session import require_session
from referrals.pages.template import the_pages
from referrals.views.link.table_card import table_card
from referrals.wiring import clock, settings, stores


def show(event: Event) -> Answer:
    """The link is of whoever the session says that is; the address names only which."""
    words = words_of(event)
    person = stores.people().advocate(require_session(event).person_id)
    card = table_card(
        parse_code(event["pathParameters"]["code"]),
        person,
        stores.links(),
        stores.programs(),
        words=words,
        now=clock.now(),
        public_url=settings.setting("PUBLIC_URL"),
    )
    drawing = Markup(card.qr)  # noqa: S704 - drawn here, of a code's own letters
    return the_pages().show(
        "advocate/table_card.html", words, brand=brand_of(card.rules), card=card, qr=drawing
    )
