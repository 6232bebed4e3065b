"""Ends what a person was about to take for credit or points, when the person is erased.

What was reserved returns to the bare account, and whatever a shop has made of it is ended by the
item that asked for it: it goes on without its person.
"""

from contextlib import suppress
from datetime import datetime

from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.errors import MISSHAPEN, GoodwordError
from referrals.model.redemption.exchange import ERASED
from referrals.steps.redemption.release_redemption import cancel_exchange
from referrals.steps.redemption.settle_redemption import RedemptionDesk
from referrals.store.privacy.person_records import PersonRecords


def end_exchanges(person_id: str, files: PersonRecords, *, now: datetime) -> None:
    desk = RedemptionDesk(files.redemptions, files.people, files.books)
    for found in files.redemptions.exchanges_of(person_id):
        # One that can't be booked keeps nobody from being forgotten: its item tries again, finds
        # nobody, and is parked where people see it.
        with suppress(GoodwordError, *MISSHAPEN):
            cancel_exchange(found.redemption_id, ERASED, desk, now=now)


def is_exchange(item: OutboxItem) -> bool:
    return item.channel is Channel.REWARD and "redemption_id" in item.data
