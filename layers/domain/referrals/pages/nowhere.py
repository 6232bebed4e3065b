"""Any address or method that leads nowhere: a page that says so, in the reader's language."""

from http import HTTPStatus

from referrals.edge.http import Answer, Event
from referrals.pages.note import show_note


def show(event: Event) -> Answer:
    return show_note(
        event, title="refusal.missing_title", text="refusal.missing", status=HTTPStatus.NOT_FOUND
    )
