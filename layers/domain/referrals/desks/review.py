"""What reviews work with."""

from referrals.steps.risk.review_order import ReviewDesk
from referrals.wiring import stores


def reviews() -> ReviewDesk:
    return ReviewDesk(stores.reviews(), stores.claims(), stores.aliases(), stores.conversions())
