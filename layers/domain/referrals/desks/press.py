"""What the friend's page's button works with."""

from functools import cache

from referrals.steps.link.note_going_on import PressDesk
from referrals.store.link.click import Clicks
from referrals.store.table import Table
from referrals.wiring import clients, keys, settings


@cache
def presses() -> PressDesk:
    """A wait that a friend can bear: the redirect's."""
    hasty = clients.dynamo_within(int(settings.setting("CLICK_BUDGET_MS", "150")) / 1000)
    return PressDesk(Clicks(Table(hasty, settings.setting("CLICKS_TABLE"))), keys.signing_keys)
