"""Tries one outbox item: leases it, has it handed over, notes what came of it.

The lease makes one delivery at a time; a delivery that dies leaves a lease that runs out, and the
sweep wakes the item again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.delivery import (
    DeliveryOutcome,
    Hopeless,
    apply_outcome,
    is_exhausted,
)
from referrals.model.delivery.outbox import DeliveryState, OutboxItem
from referrals.store.delivery.outbox import Outbox

PARKED = DeliveryState.PARKED


@dataclass(frozen=True, slots=True)
class ItemTrial:
    item: OutboxItem
    outcome: DeliveryOutcome


def try_item(
    item_id: str,
    outbox: Outbox,
    attempt: Callable[[OutboxItem], DeliveryOutcome],
    *,
    now: datetime,
    jitter: float,
) -> ItemTrial | None:
    """One attempt under a lease, and what came of it noted; None where it is not ours to try."""
    item = outbox.lease(item_id, now)
    if item is None:
        return None
    outcome = Hopeless("worn_out") if is_exhausted(item) else attempt(item)
    after = apply_outcome(item, outcome, now, jitter)
    outbox.settle(item, after)
    # What was tried for the last time is as hopeless as what never had a chance.
    return ItemTrial(item, Hopeless(after.reason) if after.state is PARKED else outcome)
