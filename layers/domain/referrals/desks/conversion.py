"""What a conversion's step works with."""

from referrals.steps.order.record_conversion import Intake
from referrals.store.program.brief import ProgramBriefs
from referrals.wiring import clients, keys, settings, stores


def intake() -> Intake:
    briefs, prefix = ProgramBriefs(clients.table("programs")), settings.setting("SECRETS_PREFIX")
    return Intake(
        briefs, stores.conversions(), stores.bodies(), clients.secrets(), prefix, keys.identity_key
    )
