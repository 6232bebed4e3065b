"""GET and POST /unsubscribe: a page to read, and a press of its button that acts."""

from referrals.desks.program_words import program_words
from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.model.delivery.unsubscribe import PURPOSE, read_unsubscribe
from referrals.pages.note import show_note
from referrals.pages.program_look import look_of
from referrals.pages.template import the_pages
from referrals.pages.trouble import show_trouble
from referrals.steps.people.stop_mail import stop_mail
from referrals.wiring import clock, keys, stores


def ask(event: Event) -> Answer:
    """Changes nothing: scanners and previews follow links, and must not unsubscribe anybody."""
    token = _token(event)
    look = look_of(_program_of(read_unsubscribe(keys.signing_keys(PURPOSE), token)))
    words = words_of(event, look.words)
    return the_pages().show("unsubscribe.html", words, brand=look.brand, token=token)


def stop(event: Event) -> Answer:
    """One click, no sign-in (RFC 8058): from the mail program's own button, or from our page."""
    person_id = read_unsubscribe(keys.signing_keys(PURPOSE), _token(event))
    stop_mail(person_id, stores.people(), now=clock.now())
    title, text, program_id = "unsubscribe.done_title", "unsubscribe.done", _program_of(person_id)
    own = program_words(program_id)
    return show_note(event, title=title, text=text, own=own, program_id=program_id)


def show_refusal(event: Event, status: int) -> Answer:
    """The link's fault, or ours."""
    if status >= 500:
        return show_trouble(event, status)
    title, text = "unsubscribe.bad_title", "unsubscribe.bad"
    return show_note(event, title=title, text=text, status=status)


def _program_of(person_id: str) -> str:
    """Mail stops from every program: only who is in a single one hears that one speak."""
    person = stores.people().find(person_id)
    programs = list(person.codes) if person else []
    return programs[0] if len(programs) == 1 else ""


def _token(event: Event) -> str:
    return str((event.get("queryStringParameters") or {}).get("token", ""))
