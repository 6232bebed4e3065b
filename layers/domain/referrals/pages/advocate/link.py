"""My link: every way to pass it on, my words beside the card they make, and where it leads."""

from http import HTTPStatus
from urllib.parse import urlsplit

from markupsafe import Markup

from referrals.edge.form import form_of
from referrals.edge.http import Answer, Event, answer
from referrals.model.link.share import ShareChannel, SharePage
from referrals.pages.advocate.own import Own, back_to, own_of
from referrals.pages.brand import brand_of
from referrals.pages.template import the_pages
from referrals.views.link.table_card import table_card, table_card_qr
from referrals.views.people.own_link import ShareableLink, own_link
from referrals.wiring import clock, nudge_stores, settings, stores

MOST_WORDS = 280
LONGEST_ADDRESS = 500
PRESS_LETTERS = 40
OWN_PLACES = {ShareChannel.QR.value: "/me/qr", ShareChannel.PRINT.value: "/me/card"}


def find_link(own: Own) -> dict[str, object]:
    shown = _own_link(own)
    return {
        "own": shown,
        "places": _places(shown),
        "press": clock.random_bytes(8).hex(),
        "most_words": MOST_WORDS,
    }


def save_words(event: Event) -> Answer:
    """Empty ones bring the program's own back."""
    from referrals.steps.link.change_link import LinkChange, change_link

    own = own_of(event)
    words = form_of(event).text("words", MOST_WORDS)
    change = LinkChange(words=words)
    links, programs = stores.links(), stores.programs()
    change_link(own.link.code, change, links=links, programs=programs, now=own.now)
    return back_to("link")


def save_destination(event: Event) -> Answer:
    """A page of the shop, and of no other host."""
    from referrals.steps.link.change_link import LinkChange, change_link

    own = own_of(event)
    address = form_of(event).text("destination", LONGEST_ADDRESS)
    change = LinkChange(destination=_with_https(address) or own.rules.destination)
    links, programs = stores.links(), stores.programs()
    try:
        change_link(own.link.code, change, links=links, programs=programs, now=own.now)
    except ValueError:
        return _show_wrong_address(own, address)
    return back_to("link")


def count(event: Event) -> Answer:
    """A press of a way to share, told by the page's script; without it `share` counts."""
    from referrals.steps.link.count_share import count_share
    from referrals.steps.nudge.change_history import note_share

    own, form = own_of(event), form_of(event)
    channel, press = form.text("channel", 20), form.text("press", PRESS_LETTERS)
    if channel not in {each.value for each in ShareChannel} or not press.isalnum():
        return answer(HTTPStatus.BAD_REQUEST)
    zone = own.rules.time_zone
    way = ShareChannel(channel)
    if count_share(own.link, way, stores.insights(), press=press, time_zone=zone, now=own.now):
        note_share(own.person.person_id, nudge_stores.letter_histories(), now=own.now)
    return answer(HTTPStatus.NO_CONTENT)


def share(event: Event) -> Answer:
    """To where a channel is opened: what the page's links lead to without its script."""
    from referrals.pages.share_press import channel_of, send_on

    own, channel = own_of(event), channel_of(event)
    place = _places(_own_link(own)).get(channel, "") if channel else ""
    if not channel or not place:
        return back_to("link")
    return send_on(event, place, own.link, channel, rules=own.rules, page=SharePage.OWN)


def show_qr(event: Event) -> Answer:
    """Drawn for whoever is signed in; nobody else's server is asked."""
    from referrals.views.link.link_qr import Drawing, link_qr, qr_colour

    own = own_of(event)
    colour, origin = qr_colour(own.rules.brand.colour), settings.setting("PUBLIC_URL")
    drawn = link_qr(origin, own.link.code, Drawing.SVG, 8, colour=colour).decode()
    return answer(HTTPStatus.OK, drawn, headers={"content-type": "image/svg+xml"})


def show_card(event: Event) -> Answer:
    """A card for the counter or the fridge: QR code, words, and the code to say aloud."""
    own = own_of(event)
    url = settings.setting("PUBLIC_URL")
    card = table_card(own.link, own.person, own.rules, words=own.words, now=own.now, public_url=url)
    # Drawn here, of a code's own letters.
    drawing = Markup(table_card_qr(card.code, own.rules, url))  # noqa: S704
    return the_pages().show(
        "advocate/table_card.html", own.words, brand=brand_of(own.rules), card=card, qr=drawing
    )


def _own_link(own: Own) -> ShareableLink:
    public_url = settings.setting("PUBLIC_URL")
    return own_link(own.link, own.person, own.rules, words=own.words, public_url=public_url)


def _places(shown: ShareableLink) -> dict[str, str]:
    """By channel, where a press leads; copying and the device's own sheet need the script."""
    return {**shown.places, **OWN_PLACES}


def _with_https(address: str) -> str:
    return f"https://{address}" if address and not urlsplit(address).scheme else address


def _show_wrong_address(own: Own, address: str) -> Answer:
    return the_pages().show(
        "advocate/destination.html",
        own.words,
        brand=brand_of(own.rules),
        status=HTTPStatus.BAD_REQUEST,
        address=address,
        hosts=", ".join(own.rules.allowed_hosts),
    )
