"""GET and POST /unsubscribe: a page to read, and a press of its button that acts."""

from collections.abc import Mapping
from typing import Any

from referrals.desks.program_words import program_words
from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.model.delivery.unsubscribe import PURPOSE, read_unsubscribe
from referrals.pages.note import show_note
from referrals.pages.template import the_pages
from referrals.pages.trouble import show_trouble
from referrals.steps.people.stop_mail import stop_mail
from referrals.wiring import clock, keys, stores


def ask(event: Event) -> Answer:
    """Changes nothing: scanners and previews follow links, and must not unsubscribe anybody."""
    token = _token(event)
    own = _own_words(read_unsubscribe(keys.signing_keys(PURPOSE), token))
    return the_pages().show("unsubscribe.html", words_of(event, own), token=token)


def stop(event: Event) -> Answer:
    """One click, no sign-in (RFC 8058): from the mail program's own button, or from our page."""
    person_id = read_unsubscribe(keys.signing_keys(PURPOSE), _token(event))
    stop_mail(person_id, stores.people(), now=clock.now())
    own = _own_words(person_id)
    return show_note(event, title="unsubscribe.done_title", text="unsubscribe.done", own=own)


def show_refusal(event: Event, status: int) -> Answer:
    """The link's fault, or ours."""
    if status >= 500:
        return show_trouble(event, status)
    title, text = "unsubscribe.bad_title", "unsubscribe.bad"
    return show_note(event, title=title, text=text, status=status)


def _own_words(person_id: str) -> Mapping[str, Mapping[str, Any]]:
    """Mail stops from every program: only who is in a single one hears that one speak."""
    person = stores.people().find(person_id)
    programs = list(person.codes) if person else []
    return program_words(programs[0]) if len(programs) == 1 else {}


def _token(event: Event) -> str:
    return str((event.get("queryStringParameters") or {}).get("token", ""))
