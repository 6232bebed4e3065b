"""What a click's step works with, and a press of the friend's page's button."""

from functools import cache
from typing import TYPE_CHECKING

from referrals.steps.link.record_click import RedirectDesk
from referrals.store.link.click import Clicks
from referrals.store.link.link import Links
from referrals.store.link.memory import LinkMemory
from referrals.store.table import Table
from referrals.wiring import clients, keys, settings

if TYPE_CHECKING:
    from referrals.steps.link.note_going_on import PressDesk


@cache
def redirect() -> RedirectDesk:
    """The redirect's: links remembered between clicks, and waits that a friend can bear."""
    memory = LinkMemory(Links(Table(clients.dynamo_within(1.0), settings.setting("LINKS_TABLE"))))
    return RedirectDesk(
        memory,
        _hasty_clicks(),
        keys.signing_keys,
        settings.setting("PUBLIC_URL"),
        settings.setting("FALLBACK_URL"),
    )


@cache
def presses() -> "PressDesk":
    """As long a wait as a click has."""
    # The redirect doesn't wait for what only the page's button needs.
    from referrals.steps.link.note_going_on import PressDesk

    return PressDesk(_hasty_clicks(), keys.signing_keys)


def _hasty_clicks() -> Clicks:
    hasty = clients.dynamo_within(int(settings.setting("CLICK_BUDGET_MS", "150")) / 1000)
    return Clicks(Table(hasty, settings.setting("CLICKS_TABLE")))
