"""An item of the outbox as a sweep sees it in the index."""

from referrals.model.delivery.outbox import OutboxItem
from referrals.model.moment import stamp
from referrals.store.delivery.outbox_change import WaitingItem


def seen_item(item: OutboxItem) -> WaitingItem:
    return WaitingItem(item.item_id, item.state.value, stamp(item.due_at))
