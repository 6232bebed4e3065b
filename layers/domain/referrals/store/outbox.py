"""The outbox: what waits to go out, findable by when it is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from referrals.model.errors import NotFoundError
from referrals.model.moment import stamp
from referrals.model.outbox import DeliveryState, OutboxItem
from referrals.store.codec import Item
from referrals.store.table import Change, ConditionFailedError, Table


class OutboxItemNotFoundError(NotFoundError):
    code = "outbox_item_not_found"


@dataclass(frozen=True, slots=True)
class Outbox:
    table: Table

    def find(self, item_id: str) -> OutboxItem | None:
        found = self.table.get({"item_id": item_id}, consistent=True)
        return read_outbox_item(found) if found else None

    def get(self, item_id: str) -> OutboxItem:
        found = self.find(item_id)
        if found is None:
            raise OutboxItemNotFoundError(f"the outbox has no item {item_id}.", field="item_id")
        return found

    def add_action(self, item: OutboxItem) -> Item:
        """Part of the transaction that is the item's cause; the cause guards against repeats."""
        return self.table.put_action(
            item.model_dump(mode="json"), Change(guard="attribute_not_exists(item_id)")
        )

    def add(self, item: OutboxItem) -> None:
        """For a cause that has no transaction; safe to repeat."""
        absent = Change(guard="attribute_not_exists(item_id)")
        try:
            self.table.put(item.model_dump(mode="json"), absent)
        except ConditionFailedError:
            return

    def in_state(self, state: DeliveryState, due_before: datetime) -> Iterator[OutboxItem]:
        """Oldest due first, from an index: eventually consistent."""
        items = self.table.query(
            "#s = :s AND due_at <= :d",
            {":s": state.value, ":d": stamp(due_before)},
            IndexName="by_due",
            ExpressionAttributeNames={"#s": "state"},
        )
        return (read_outbox_item(item) for item in items)


def read_outbox_item(item: Item) -> OutboxItem:
    return OutboxItem.model_validate(item)
