"""Says that a person did what only a person could: the item goes on, with the code if there is one.

The word is kept in the item, and whoever delivers it notes what came of it as for anything else.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.outbox import HandWord, OutboxItem
from referrals.store.delivery.hand_work import HandWork
from referrals.store.delivery.outbox import Outbox


@dataclass(frozen=True, slots=True)
class HandWorkDesk:
    outbox: Outbox
    work: HandWork


def finish_by_hand(
    item_id: str, word: HandWord, desk: HandWorkDesk, *, now: datetime
) -> OutboxItem:
    """The item, on its way; said again with the same code it is the same."""
    item = desk.outbox.get(item_id)
    if item.hand_code == word.code:
        return item
    desk.work.finish(item_id, word, now)
    return desk.outbox.get(item_id)
