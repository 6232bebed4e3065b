"""Where a friend is sent whose page could not be made."""

from referrals.edge.http import Answer, Event
from referrals.edge.page_answer import away
from referrals.wiring import settings


def go_to_shop(event: Event, status: int) -> Answer:
    """A friend is never shown an error."""
    return away(settings.setting("FALLBACK_URL"))
