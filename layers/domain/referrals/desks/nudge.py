"""What nudges work with: the moments, the caps, the experiment, and where facts are looked up."""

from datetime import datetime

from referrals.desks.delight import is_true
from referrals.model.nudge.arm import PURPOSE, ArmEntry
from referrals.steps.nudge.decide_moment import NudgeDesk
from referrals.steps.nudge.find_delights import DelightDesk
from referrals.steps.nudge.measure_nudges import MeasureDesk
from referrals.wiring import keys, nudge_stores, stores


def nudges() -> NudgeDesk:
    return NudgeDesk(
        stores.programs(),
        stores.people(),
        stores.links(),
        nudge_stores.nudge_records(),
        nudge_stores.letter_histories(),
        nudge_stores.experiments(),
        stores.outbox(),
        arm_key,
        is_true,
        answered_at,
    )


def measures() -> MeasureDesk:
    return MeasureDesk(
        stores.programs(),
        stores.people(),
        nudge_stores.experiments(),
        stores.outbox(),
        friends_of,
        is_sharer,
    )


def delights() -> DelightDesk:
    return DelightDesk(stores.programs(), stores.people(), nudge_stores.nudge_records())


def arm_key() -> bytes:
    """Never rotated: an advocate stays in the arm they were drawn for."""
    from referrals.model.identity import derived_key

    return derived_key(keys.identity_key(), PURPOSE)


def friends_of(entry: ArmEntry, until: datetime) -> int:
    brought = stores.referrals().brought_by(entry.person_id, entry.entered_at, until)
    ours = (each for each in brought if each.program_id == entry.program_id)
    return len({each.friend_id for each in ours if each.figures.stands})


def is_sharer(entry: ArmEntry, until: datetime) -> bool:
    """Whoever brought a friend has shared, whatever became of the order."""
    return any(stores.referrals().brought_by(entry.person_id, entry.entered_at, until))


def answered_at(person_id: str, since: datetime, now: datetime) -> datetime | None:
    """The last friend they brought: sharing is an answer, wherever they shared."""
    brought = stores.referrals().brought_by(person_id, since, now)
    return max((each.attribution.decided_at for each in brought), default=None)
