"""What is shown instead of a page that could not be made."""

from referrals.edge.http import Answer, Event
from referrals.edge.page import away
from referrals.pages.note import show_note
from referrals.wiring import settings


def show_trouble(event: Event, status: int) -> Answer:
    return show_note(event, title="trouble.title", text="trouble.text", status=status)


def go_to_shop(event: Event, status: int) -> Answer:
    """A friend is never shown an error."""
    return away(settings.setting("FALLBACK_URL"))
