"""What a click's step works with."""

from functools import cache

from referrals.steps.link.record_click import RedirectDesk
from referrals.store.link.click import Clicks
from referrals.store.link.link import Links
from referrals.store.link.memory import LinkMemory
from referrals.store.table import Table
from referrals.wiring import clients, keys, settings


@cache
def redirect() -> RedirectDesk:
    """The redirect's: links remembered between clicks, and waits that a friend can bear."""
    memory = LinkMemory(Links(Table(clients.dynamo_within(1.0), settings.setting("LINKS_TABLE"))))
    hasty = clients.dynamo_within(int(settings.setting("CLICK_BUDGET_MS", "150")) / 1000)
    clicks = Clicks(Table(hasty, settings.setting("CLICKS_TABLE")))
    return RedirectDesk(
        memory,
        clicks,
        keys.signing_keys,
        settings.setting("PUBLIC_URL"),
        settings.setting("FALLBACK_URL"),
    )
