"""What claims and corrections work with."""

from referrals.steps.attribution.correct_attribution import CorrectionDesk
from referrals.steps.order.make_claim import ClaimDesk
from referrals.store.order.alias import Aliases
from referrals.store.order.claim import Claims
from referrals.wiring import clients, keys, stores


def claims() -> ClaimDesk:
    return ClaimDesk(
        Claims(clients.table("conversions")),
        Aliases(clients.table("conversions")),
        stores.programs(),
        stores.links(),
        stores.people(),
        keys.identity_key,
    )


def corrections() -> CorrectionDesk:
    return CorrectionDesk(
        Claims(clients.table("conversions")),
        Aliases(clients.table("conversions")),
        stores.conversions(),
        stores.programs(),
        stores.links(),
        stores.people(),
    )
