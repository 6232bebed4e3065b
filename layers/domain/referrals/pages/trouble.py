"""What is shown instead of a page that could not be made."""

from referrals.edge.http import Answer, Event
from referrals.pages.note import show_plain_note


def show_trouble(event: Event, status: int) -> Answer:
    # Nothing is asked for any more: that may be what went wrong.
    return show_plain_note(event, title="trouble.title", text="trouble.text", status=status)
