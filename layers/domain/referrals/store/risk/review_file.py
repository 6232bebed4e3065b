"""Where all that is known of an order under review lies."""

from dataclasses import dataclass

from referrals.store.attribution.referral import Referrals
from referrals.store.order.alias import Aliases
from referrals.store.order.conversion import Conversions
from referrals.store.risk.review import Reviews


@dataclass(frozen=True, slots=True)
class ReviewFile:
    reviews: Reviews
    aliases: Aliases
    referrals: Referrals
    conversions: Conversions
