"""What an advocate is shown instead: the sign-in form where nobody is signed in, or a note."""

from http import HTTPStatus

from referrals.edge.http import Answer, Event
from referrals.pages.note import show_note
from referrals.pages.sign_in import show_form
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
        return show_form(event, status=status)
    note = NOTES.get(HTTPStatus(status), "refused")
    return show_note(event, title=f"refusal.{note}_title", text=f"refusal.{note}", status=status)
