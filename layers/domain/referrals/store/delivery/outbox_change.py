"""Changes of outbox items that people bring about: begun anew, or said to be done."""

from datetime import datetime

from referrals.model.delivery.outbox import DeliveryState
from referrals.model.moment import stamp
from referrals.store.table import Change

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
