"""Changes of outbox items: woken by the sweep, begun anew, said to be done by a person."""

from datetime import datetime, timedelta

from referrals.model.delivery.outbox import DeliveryState, OutboxItem
from referrals.model.moment import stamp
from referrals.store.table import Change

CLOCKS_APART = timedelta(minutes=1)
STATE = {"#s": "state"}


def finish(reason: str, reference: str, by: str) -> Change:
    """Of a parked item that waits for this `reason`."""
    return Change(
        update="SET #s = :done, #ref = :ref, done_by = :by",
        guard="#s = :parked AND reason = :why",
        names={**STATE, "#ref": "reference"},
        values={
            ":done": DeliveryState.DONE.value,
            ":parked": DeliveryState.PARKED.value,
            ":why": reason,
            ":ref": reference,
            ":by": by,
        },
    )


def touch(item: OutboxItem, now: datetime) -> Change:
    """Pending, and at the end of the line, where the item is as it was seen."""
    return Change(
        update="SET woken_at = :now, due_at = :due_now, #s = :pending REMOVE lease_until",
        guard="#s = :s AND due_at = :due",
        names=STATE,
        values={
            ":now": stamp(now),
            ":pending": DeliveryState.PENDING.value,
            ":s": item.state.value,
            ":due": stamp(item.due_at),
            ":due_now": stamp(max(item.due_at, now - CLOCKS_APART)),
        },
    )


def restart(state: DeliveryState, now: datetime) -> Change:
    return Change(
        update="SET #s = :pending, due_at = :now, attempts = :none",
        guard="#s = :s",
        names=STATE,
        values={
            ":pending": DeliveryState.PENDING.value,
            ":s": state.value,
            ":now": stamp(now),
            ":none": 0,
        },
    )
