"""Changes of outbox items: woken by the sweep, begun anew, said to be done by a person."""

from datetime import datetime, timedelta
from typing import NamedTuple

from referrals.model.delivery.outbox import Channel, DeliveryState, HandWord, OutboxItem
from referrals.model.era import epoch_seconds
from referrals.model.moment import stamp
from referrals.store.table import Change

# What only tells of something; a reward that nobody handed over is owed, however old it is.
WORDS = (Channel.EMAIL, Channel.WEBHOOK, Channel.KLAVIYO, Channel.SLACK)
# Beyond every dispute about an order, and the year of a claim; what is opened again starts anew.
KEPT_SETTLED = timedelta(days=400)
CLOCKS_APART = timedelta(minutes=1)
STATE = {"#s": "state"}


def finish(reason: str, reference: str, word: HandWord) -> Change:
    """Of a parked item that waits for this `reason`."""
    return Change(
        update="SET #s = :done, #ref = :ref, done_by = :by, actor = :actor",
        guard="#s = :parked AND reason = :why",
        names={**STATE, "#ref": "reference"},
        values={
            ":done": DeliveryState.DONE.value,
            ":parked": DeliveryState.PARKED.value,
            ":why": reason,
            ":ref": reference,
            ":by": word.made_by,
            ":actor": word.actor,
        },
    )


class WaitingItem(NamedTuple):
    """An item of which only is known where it lies and since when it is due."""

    item_id: str
    state: str
    due_at: str
    """As it is stored."""


def touch(item: WaitingItem, now: datetime) -> Change:
    """Pending, and at the end of the line, where the item is as it was seen."""
    return Change(
        update="SET woken_at = :now, due_at = :due_now, #s = :pending REMOVE lease_until",
        guard="#s = :s AND due_at = :due",
        names=STATE,
        values={
            ":now": stamp(now),
            ":pending": DeliveryState.PENDING.value,
            ":s": item.state,
            ":due": item.due_at,
            ":due_now": max(item.due_at, stamp(now - CLOCKS_APART)),
        },
    )


def settlement(leased: OutboxItem, after: OutboxItem) -> Change:
    """The end of a lease with what `after` says; words that are over go in time."""
    assert leased.lease_until is not None
    values = {
        ":s": after.state.value,
        ":due": stamp(after.due_at),
        ":why": after.reason,
        ":ref": after.reference,
        ":sending": DeliveryState.SENDING.value,
        ":lease": stamp(leased.lease_until),
        ":mine": leased.attempts,
        ":tries": after.attempts,
    }
    sets = "SET #s = :s, due_at = :due, reason = :why, #ref = :ref, attempts = :tries"
    if after.state is not DeliveryState.PENDING and leased.channel in WORDS:
        sets += ", expires_at = :end"
        values[":end"] = epoch_seconds(after.due_at + KEPT_SETTLED)
    return Change(
        update=f"{sets} REMOVE lease_until",
        guard="#s = :sending AND lease_until = :lease AND attempts = :mine",
        names={**STATE, "#ref": "reference"},
        values=values,
    )


def restart(state: DeliveryState, now: datetime) -> Change:
    return Change(
        update="SET #s = :pending, due_at = :now, attempts = :none REMOVE expires_at",
        guard="#s = :s",
        names=STATE,
        values={
            ":pending": DeliveryState.PENDING.value,
            ":s": state.value,
            ":now": stamp(now),
            ":none": 0,
        },
    )
