"""What a conversion's step works with."""

from referrals.steps.order.record_conversion import RecordingDesk
from referrals.store.order.body import HeldBody as HeldBody
from referrals.wiring import clients, keys, settings, stores


def recording() -> RecordingDesk:
    return RecordingDesk(
        stores.program_briefs(),
        stores.conversions(),
        stores.aliases(),
        stores.bodies(),
        clients.secrets(),
        settings.setting("SECRETS_PREFIX"),
        keys.identity_key,
        stores.privacy_requests,
    )
