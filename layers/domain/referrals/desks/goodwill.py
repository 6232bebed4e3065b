"""What gestures of goodwill work with: the books, what was given, and to whom."""

from referrals.desks import reward as reward_desk
from referrals.steps.goodwill.give_goodwill import GoodwillDesk
from referrals.wiring import stores


def goodwill() -> GoodwillDesk:
    return GoodwillDesk(stores.goodwill(), stores.people(), reward_desk.books())
