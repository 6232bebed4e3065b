"""GET /sign-in: the form that asks for a link by letter."""

from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.pages.template import the_pages


def ask(event: Event) -> Answer:
    return show_form(event)


def show_form(event: Event, *, status: int = 200) -> Answer:
    """Also in place of a page that needs a session."""
    program = str((event.get("queryStringParameters") or {}).get("program", ""))
    return the_pages().show("sign_in.html", words_of(event), status=status, program=program)
