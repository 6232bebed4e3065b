"""An outbox item as its table holds it."""

from awswire.codec import Item
from referrals.model.delivery.outbox import OutboxItem

# The keys of the indexes `by_cause` and `by_person`.
SPARSE = ("cause", "person_id")


def outbox_record(item: OutboxItem) -> Item:
    """Without an empty cause or person: an index holds only what has its key."""
    record = item.model_dump(mode="json")
    return {name: value for name, value in record.items() if name not in SPARSE or value}


def read_outbox_item(item: Item) -> OutboxItem:
    return OutboxItem.model_validate(item)
