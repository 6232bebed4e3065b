"""What a person's word that something is done works with."""

from referrals.steps.delivery.finish_by_hand import HandWorkDesk
from referrals.wiring import stores


def hand_work() -> HandWorkDesk:
    return HandWorkDesk(stores.outbox(), stores.hand_work())
