"""What an advocate's own claims work with."""

from referrals.desks import claim as claim_desk
from referrals.providers.shops.registry import MODULES
from referrals.steps.order.claim_friend import OwnClaimDesk
from referrals.wiring import keys, stores


def own_claims() -> OwnClaimDesk:
    return OwnClaimDesk(
        claim_desk.claims(), stores.conversions(), tuple(MODULES), keys.identity_key
    )
