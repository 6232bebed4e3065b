"""What claims and corrections work with."""

from referrals.steps.attribution.correct_attribution import CorrectionDesk
from referrals.steps.order.make_claim import ClaimDesk
from referrals.wiring import keys, stores


def claims() -> ClaimDesk:
    return ClaimDesk(
        stores.claims(),
        stores.claim_index(),
        stores.aliases(),
        stores.programs(),
        stores.links(),
        stores.people(),
        keys.identity_key,
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
