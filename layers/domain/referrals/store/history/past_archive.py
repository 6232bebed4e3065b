"""The tables that know what was of an order, and by what it was decided."""

from dataclasses import dataclass

from referrals.store.attribution.referral import Referrals
from referrals.store.order.conversion import Conversions
from referrals.store.reward.former_decision import FormerDecisions
from referrals.store.reward.grant import Grants


@dataclass(frozen=True, slots=True)
class PastArchive:
    conversions: Conversions
    referrals: Referrals
    grants: Grants
    former: FormerDecisions
