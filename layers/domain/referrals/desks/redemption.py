"""What redemptions work with: the books, what is reserved in them, and whose it is."""

from referrals.desks import reward as reward_desk
from referrals.steps.redemption.settle_redemption import RedemptionDesk
from referrals.wiring import stores


def redemptions() -> RedemptionDesk:
    return RedemptionDesk(stores.redemptions(), stores.people(), reward_desk.books())
