"""What an advocate is shown instead: the sign-in form where nobody is signed in, or a note."""

from http import HTTPStatus

from referrals.desks.program_words import program_words
from referrals.edge.http import Answer, Event
from referrals.pages.note import show_note
from referrals.pages.session import session_of
from referrals.pages.sign_in import program_in_address, show_form
from referrals.pages.trouble import show_trouble

NOTES = {
    HTTPStatus.FORBIDDEN: "elsewhere",
    HTTPStatus.NOT_FOUND: "missing",
    HTTPStatus.CONFLICT: "conflict",
    HTTPStatus.TOO_MANY_REQUESTS: "often",
}


def show_refusal(event: Event, status: int) -> Answer:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return show_trouble(event, status)
    if status == HTTPStatus.UNAUTHORIZED:
        return show_form(event, program_in_address(event), status=status)
    note = NOTES.get(HTTPStatus(status), "refused")
    title, text = f"refusal.{note}_title", f"refusal.{note}"
    program_id = own_program(event)
    own = program_words(program_id)
    return show_note(event, title=title, text=text, status=status, own=own, program_id=program_id)


def own_program(event: Event) -> str:
    """That which somebody is signed in to; empty where nobody is."""
    session = session_of(event)
    return session.program_id if session else ""
