"""What calls of the merchant's own server work with."""

from functools import cache

from referrals.providers.channels.sender import Sender
from referrals.providers.channels.webhook import Webhook
from referrals.steps.delivery.call_merchant import CallDesk
from referrals.wiring import clients, settings, stores


def calls() -> CallDesk:
    return CallDesk(stores.outbox(), stores.endpoints(), stores.programs(), sender)


@cache
def sender(_: str) -> Sender:
    local = settings.setting("STAGE", "prod") == "local"
    return Webhook(local, settings.setting("SECRETS_PREFIX"), clients.secrets().live)
