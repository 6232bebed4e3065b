"""GET and POST /unsubscribe: a page to read, and a press of its button that acts."""

from referrals.desks.program_words import program_words
from referrals.edge.form import form_of
from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.model.delivery.unsubscribe import (
    PURPOSE,
    StopLink,
    chosen_way,
    read_unsubscribe,
    ways_out,
)
from referrals.pages.note import show_note
from referrals.pages.program_look import look_of
from referrals.pages.template import the_pages
from referrals.pages.trouble import show_trouble
from referrals.wiring import clock, keys, session_stores, stores


def ask(event: Event) -> Answer:
    """Changes nothing: scanners and previews follow links, and must not unsubscribe anybody."""
    link = _link(event)
    look = look_of(_program_of(link.person_id))
    return the_pages().show(
        "unsubscribe.html",
        words_of(event, look.words),
        brand=look.brand,
        token=_token(event),
        kind=link.kind,
        ways=ways_out(link.kind),
    )


def stop(event: Event) -> Answer:
    """One click, no sign-in (RFC 8058): from the mail program's own button, which stops letters
    of the kind that it stood beside; or by one of the buttons of our page."""
    from referrals.steps.people.change_consents import ConsentDesk
    from referrals.steps.people.stop_letters import stop_letters

    link = _link(event)
    way = chosen_way(link, form_of(event).text("stop", 10))
    desk = ConsentDesk(stores.people(), session_stores.consent_records())
    stop_letters(link, way, desk, now=clock.now())
    title, text = "unsubscribe.done_title", f"unsubscribe.done_{way}"
    program_id = _program_of(link.person_id)
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


def _link(event: Event) -> StopLink:
    return read_unsubscribe(keys.signing_keys(PURPOSE), _token(event))


def _token(event: Event) -> str:
    return str((event.get("queryStringParameters") or {}).get("token", ""))
