"""Notes a moment of delight, so that the clock decides about it when it is due. Safe to repeat."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from awswire.codec import Item
from referrals.model.nudge.delight import Delight
from referrals.model.nudge.policy import NudgePolicy
from referrals.model.nudge.record import NudgeRecord
from referrals.model.nudge.rule import FRESH
from referrals.store.nudge.nudge_record import NudgeRecords
from referrals.store.table import CancelledError, transact


def note_delight(
    delight: Delight, policy: NudgePolicy, records: NudgeRecords, *, now: datetime
) -> bool:
    """Whether it was news that somebody will decide about."""
    actions = list(delight_actions(delight, policy, records, now=now))
    if not actions:
        return False
    try:
        transact(records.table.dynamo, actions)
    except CancelledError:
        return False
    return True


def delight_actions(
    delight: Delight, policy: NudgePolicy, records: NudgeRecords, *, now: datetime
) -> Iterable[Item]:
    """For a transaction that is the moment itself; none where nothing could come of it."""
    wanted = policy.enabled and delight.kind in policy.after
    if not wanted or now > delight.happened_at + FRESH:
        return ()
    due_at = max(delight.happened_at + timedelta(hours=policy.wait_hours), now)
    return records.add_actions(NudgeRecord(delight=delight, due_at=due_at))
