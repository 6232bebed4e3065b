"""What exchanges of credit and points for codes and things work with."""

from datetime import datetime

from referrals.desks import gift as gift_desk
from referrals.desks import redemption as redemption_desk
from referrals.model.delivery.delivery import DeliveryOutcome
from referrals.model.delivery.outbox import OutboxItem
from referrals.steps.redemption.settle_exchange import ExchangeDesk, settle_exchange
from referrals.wiring import keys, stores


def exchanges() -> ExchangeDesk:
    desk = redemption_desk.redemptions()
    return ExchangeDesk(desk, keys.code_key, gift_desk.codes(), stores.donations())


def settle(item: OutboxItem, now: datetime) -> DeliveryOutcome:
    return settle_exchange(item, exchanges(), now=now)
