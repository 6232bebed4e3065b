"""The outbox: what waits to go out, findable by when it is due, leased to one at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from awswire.codec import Item
from referrals.model.delivery.outbox import (
    ADDRESS_KNOWN,
    LEASE_SECONDS,
    NO_ADDRESS,
    DeliveryState,
    HandWord,
    OutboxItem,
)
from referrals.model.errors import ConflictError, NotFoundError
from referrals.model.moment import stamp
from referrals.store.batch import read_batch
from referrals.store.delivery.outbox_change import (
    STATE,
    WaitingItem,
    finish,
    restart,
    settlement,
    touch,
)
from referrals.store.delivery.outbox_item import outbox_record, read_outbox_item
from referrals.store.table import Change, ConditionFailedError, Table

A_PAGE = 200


class OutboxItemNotFoundError(NotFoundError):
    code = "outbox_item_not_found"


class NotParkedError(ConflictError):
    """Only a parked item waits for a person; every other one looks after itself."""

    code = "not_parked"


@dataclass(frozen=True, slots=True)
class Outbox:
    table: Table
    page_keys: ClassVar[Mapping[str, type[str | int]]] = {
        "item_id": str,
        "state": str,
        "due_at": str,
    }
    """What tells where a page ended, and of which kind it is."""

    def due_item(self, image: Item, now: datetime) -> OutboxItem | None:
        """The item that the table's stream shows, when it waits to go out now.

        Looked at first: whatever else lies in the table is no item, and need not be readable.
        """
        due_at = image.get("due_at")
        pending = image.get("state") == DeliveryState.PENDING
        due = pending and isinstance(due_at, str) and due_at <= stamp(now)
        return read_outbox_item(image) if due else None

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
            outbox_record(item), Change(guard="attribute_not_exists(item_id)")
        )

    def add(self, item: OutboxItem) -> None:
        """For a cause that has no transaction; safe to repeat."""
        absent = Change(guard="attribute_not_exists(item_id)")
        try:
            self.table.put(outbox_record(item), absent)
        except ConditionFailedError:
            return

    def waiting(self, state: DeliveryState, due_before: datetime) -> Iterator[WaitingItem]:
        """Oldest due first, from an index: a hint, of which no more is read than its keys."""
        items = self._due_in(state, due_before)
        return (WaitingItem(item["item_id"], item["state"], item["due_at"]) for item in items)

    def in_state(self, state: DeliveryState, due_before: datetime) -> Iterator[OutboxItem]:
        """Oldest due first, from an index: eventually consistent."""
        return (read_outbox_item(item) for item in self._due_in(state, due_before))

    def page(
        self, state: DeliveryState, limit: int, start: Item | None = None
    ) -> tuple[list[OutboxItem], Item | None]:
        """Up to `limit` items in that state, oldest due first, and where to go on."""
        items, after = self.table.page(
            "#s = :s",
            {":s": state.value},
            start=start,
            Limit=limit,
            IndexName="by_due",
            ExpressionAttributeNames=STATE,
        )
        return [read_outbox_item(item) for item in items], after

    def about(self, order: str) -> Iterator[OutboxItem]:
        """All that the order of that key brought about, oldest first, from an index."""
        yield from self._items_of(
            self.table.query("cause = :o", {":o": order}, IndexName="by_cause")
        )

    def waiting_for(self, person_id: str) -> Iterator[OutboxItem]:
        """What would still go to this person, from an index."""
        found = dict[str, None]()
        for state in (DeliveryState.PENDING, DeliveryState.PARKED):
            keys = self.table.query(
                "person_id = :p AND #s = :s",
                {":p": person_id, ":s": state.value},
                IndexName="by_person",
                ExpressionAttributeNames=STATE,
            )
            found |= dict.fromkeys(key["item_id"] for key in keys)
        items = read_batch(self.table, [{"item_id": each} for each in found])
        return map(read_outbox_item, items)

    def skip(self, item: OutboxItem, reason: str) -> bool:
        """Ends an item that nobody is sending; False when somebody took it meanwhile."""
        change = Change(
            update="SET #s = :skipped, reason = :why",
            guard="#s = :s",
            names=STATE,
            values={
                ":skipped": DeliveryState.SKIPPED.value,
                ":why": reason,
                ":s": item.state.value,
            },
        )
        return self._change(item.item_id, change)

    def lease(self, item_id: str, now: datetime) -> OutboxItem | None:
        """The item, ours until `lease_until`; None when it is not due or somebody else's."""
        change = Change(
            update="SET #s = :sending, lease_until = :until, due_at = :until ADD attempts :one",
            guard="#s = :pending AND due_at <= :now",
            names=STATE,
            values={
                ":pending": DeliveryState.PENDING.value,
                ":sending": DeliveryState.SENDING.value,
                ":until": stamp(now + timedelta(seconds=LEASE_SECONDS)),
                ":now": stamp(now),
                ":one": 1,
            },
        )
        try:
            return read_outbox_item(self.table.update({"item_id": item_id}, change))
        except ConditionFailedError:
            return None

    def settle(self, leased: OutboxItem, after: OutboxItem) -> bool:
        """Ends our lease with what `after` says; False when the lease had passed to another."""
        return self._change(leased.item_id, settlement(leased, after))

    def remove(self, item_id: str) -> None:
        """For what may not outlast its person. Safe to repeat."""
        self.table.delete({"item_id": item_id})

    def wake(self, item: WaitingItem, now: datetime) -> bool:
        """Touches an item that is as it was seen, so that its stream calls deliveries again.

        A lease that ran out ends with it: deliveries are only called for what is pending. The item
        goes to the end of the line, so that the next sweep wakes others first; a minute back, for
        whoever delivers it may have a clock that is behind.
        """
        return self._change(item.item_id, touch(item, now))

    def note_waiting(self, person_id: str, item_id: str) -> None:
        """Remembers that an item waits for this person's address; safe to repeat."""
        change = Change(update="ADD item_ids :one", values={":one": {item_id}})
        self.table.update(_waiting(person_id), change)

    def wake_waiting(self, person_id: str, now: datetime) -> int:
        """Opens again what was skipped because no address was known; how many that were."""
        found = self.table.get(_waiting(person_id), consistent=True) or {}
        change = Change(
            update="SET #s = :pending, due_at = :now, attempts = :none, reason = :known"
            " REMOVE expires_at",
            guard="#s = :skipped AND reason = :why",
            names=STATE,
            values={
                ":pending": DeliveryState.PENDING.value,
                ":skipped": DeliveryState.SKIPPED.value,
                ":why": NO_ADDRESS,
                ":known": ADDRESS_KNOWN,
                ":now": stamp(now),
                ":none": 0,
            },
        )
        return sum(self._change(each, change) for each in sorted(found.get("item_ids", ())))

    def hurry(self, item: OutboxItem, now: datetime) -> bool:
        """Due now with all its tries before it; False when its state is another by now."""
        return self._change(item.item_id, restart(item.state, now))

    def finish_action(self, item: OutboxItem, reference: str, word: HandWord) -> Item:
        """Part of the transaction that notes what a person did; fails unless it waited for them."""
        change = finish(item.reason, reference, word)
        return self.table.update_action({"item_id": item.item_id}, change)

    def reopen(self, item_id: str, now: datetime) -> OutboxItem:
        """A parked item, pending again with all its tries before it."""
        if not self._change(item_id, restart(DeliveryState.PARKED, now)):
            state = self.get(item_id).state
            raise NotParkedError(
                f"{item_id} is {state}, not parked.",
                field="item_id",
                remedy="Nothing to do: only parked items wait for a person.",
            )
        return self.get(item_id)

    def _items_of(self, keys: Iterable[Item]) -> Iterator[OutboxItem]:
        """The items as they are now: these indexes hold keys alone, so a change costs no more."""
        items = read_batch(self.table, [{"item_id": each["item_id"]} for each in keys])
        return map(read_outbox_item, items)

    def _due_in(self, state: DeliveryState, due_before: datetime) -> Iterator[Item]:
        return self.table.query(
            "#s = :s AND due_at <= :d",
            {":s": state.value, ":d": stamp(due_before)},
            IndexName="by_due",
            ExpressionAttributeNames=STATE,
            Limit=A_PAGE,
        )

    def _change(self, item_id: str, change: Change) -> bool:
        try:
            self.table.update({"item_id": item_id}, change)
        except ConditionFailedError:
            return False
        return True


def _waiting(person_id: str) -> Item:
    """Beside the items, and in no index: it has no state."""
    return {"item_id": f"waiting#{person_id}"}
