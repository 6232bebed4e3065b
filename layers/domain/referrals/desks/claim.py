"""What claims and corrections work with."""

from referrals.steps.attribution.correct_attribution import CorrectionDesk
from referrals.steps.order.make_claim import ClaimDesk
from referrals.steps.reward.hold_reward import HoldDesk
from referrals.wiring import keys, session_stores, stores


def claims() -> ClaimDesk:
    return ClaimDesk(
        stores.claims(),
        stores.claim_index(),
        stores.aliases(),
        stores.programs(),
        stores.links(),
        stores.people(),
        keys.identity_key,
        stores.conversions(),
        session_stores.buckets,
    )


def corrections() -> CorrectionDesk:
    return CorrectionDesk(
        stores.claims(),
        stores.aliases(),
        stores.conversions(),
        stores.programs(),
        stores.links(),
        stores.people(),
    )


def holds() -> HoldDesk:
    return HoldDesk(stores.claims(), stores.aliases(), stores.conversions())
