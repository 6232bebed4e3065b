"""GET and POST /nudge: the advocate's link with three ways to pass it on, and "I passed it on"."""

from http import HTTPStatus

from referrals.desks.nudge_page import told_rules
from referrals.edge.http import Answer, Event, answer
from referrals.model.link.share import SharePage
from referrals.model.nudge.nudge_link import (
    PURPOSE,
    BadNudgeLinkError,
    NudgeReader,
    nudge_addresses,
    read_nudge_link,
)
from referrals.model.people.person import Person
from referrals.pages.brand import brand_of
from referrals.pages.note import show_note
from referrals.pages.shown_rules import shown_rules
from referrals.pages.template import the_pages
from referrals.pages.trouble import show_trouble
from referrals.views.nudge.nudge_page import NudgePage, nudge_page
from referrals.wiring import clock, keys, settings, stores

DRAWING = {
    "content-type": "image/svg+xml",
    "cache-control": "private, max-age=3600",
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}


def show(event: Event) -> Answer:
    """Changes nothing: scanners and previews follow links, too."""
    reader, page = _page(event)
    if page is None:
        return _sleep_note(event, reader)
    return the_pages().show(
        "nudge/nudge.html",
        page.words,
        brand=brand_of(page.rules),
        nudge=page,
        token=token_of(event),
        choices=nudge_addresses("", keys.signing_keys(PURPOSE)[0], reader),
    )


def share(event: Event) -> Answer:
    """To where a channel is opened, for whoever pressed a link of the page above: it is counted."""
    from referrals.pages.share_press import channel_of, send_on

    reader, page = _page(event)
    if page is None:
        return _sleep_note(event, reader)
    channel = channel_of(event)
    place = page.places.get(channel, "") if channel else ""
    if not channel or not place:
        raise BadNudgeLinkError("there is no such way to share.", field="channel")
    return send_on(event, place, page.link, channel, rules=page.rules, page=SharePage.NUDGE)


def _page(event: Event) -> tuple[NudgeReader, NudgePage | None]:
    reader = reader_of(event)
    person, rules = person_of(reader), told_rules(shown_rules(reader.program_id), reader)
    url, now = settings.setting("PUBLIC_URL"), clock.now()
    page = nudge_page(reader, person, stores.links(), rules=rules, public_url=url, now=now)
    return reader, page


def _sleep_note(event: Event, reader: NudgeReader) -> Answer:
    program_id = reader.program_id
    own = told_rules(shown_rules(program_id), reader).words
    title, text = "nudge_page.closed_title", "nudge_page.closed"
    return show_note(event, title=title, text=text, own=own, program_id=program_id)


def show_qr(event: Event) -> Answer:
    """The QR code of the page above, drawn for it alone: most of what the two cost together."""
    from referrals.views.link.table_card import table_card_qr

    reader = reader_of(event)
    code = person_of(reader).codes.get(reader.program_id)
    if code is None:
        raise BadNudgeLinkError("there is no link to draw.", field="token")
    rules, url = shown_rules(reader.program_id), settings.setting("PUBLIC_URL")
    return answer(HTTPStatus.OK, table_card_qr(code, rules, url), headers=DRAWING)


def thank(event: Event) -> Answer:
    """They passed it on: what was sent before is answered."""
    from referrals.steps.nudge.change_history import note_answer
    from referrals.wiring import nudge_stores

    reader = reader_of(event)
    person = person_of(reader)
    note_answer(person.person_id, nudge_stores.letter_histories(), now=clock.now())
    program_id = reader.program_id
    title, text = "nudge_page.thanks_title", "nudge_page.thanks"
    own = told_rules(shown_rules(program_id), reader).words
    return show_note(event, title=title, text=text, own=own, program_id=program_id)


def show_refusal(event: Event, status: int) -> Answer:
    """The link's fault, or ours."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return show_trouble(event, status)
    return show_note(event, title="nudge_page.bad_title", text="nudge_page.bad", status=status)


def reader_of(event: Event) -> NudgeReader:
    return read_nudge_link(keys.signing_keys(PURPOSE), token_of(event))


def person_of(reader: NudgeReader) -> Person:
    return stores.people().get(reader.person_id)


def token_of(event: Event) -> str:
    return str((event.get("queryStringParameters") or {}).get("token", ""))
