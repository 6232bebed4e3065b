"""What nudges work with: the moments, the caps, the experiment, and where facts are looked up."""

from collections.abc import Iterator
from datetime import datetime

from referrals.desks.delight import is_true
from referrals.model.insight.activity import has_shares, last_use
from referrals.model.insight.insight import Day, day_of, start_of_day
from referrals.model.nudge.arm import PURPOSE, ArmEntry
from referrals.steps.nudge.count_trial import NudgeTrialDesk
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
        nudge_stores.trials(),
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


def trials() -> NudgeTrialDesk:
    return NudgeTrialDesk(stores.programs(), nudge_stores.trials(), stores.referrals().brought_by)


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
    """Who brought a friend, whatever became of the order, or took their link along: what an
    advocate can do with a letter or without. Visits are left out, for the letter has the link."""
    if any(stores.referrals().brought_by(entry.person_id, entry.entered_at, until)):
        return True
    person = stores.people().find(entry.person_id)
    code = person.codes.get(entry.program_id, "") if person else ""
    return bool(code) and has_shares(_days(entry.program_id, code, entry.entered_at, until))


def answered_at(person_id: str, since: datetime, now: datetime) -> datetime | None:
    """When they last brought a friend, took a link along, or had one followed: sharing is an
    answer, wherever they shared. Of a day on which a link was used only its beginning counts: an
    answer to what was sent before that day."""
    brought = stores.referrals().brought_by(person_id, since, now)
    moments = [each.attribution.decided_at for each in brought]
    person = stores.people().find(person_id)
    for program_id, code in person.codes.items() if person else ():
        if used_on := last_use(_days(program_id, code, since, now)):
            moments.append(start_of_day(used_on, _zone(program_id)))
    return max(moments, default=None)


def _days(program_id: str, code: str, since: datetime, until: datetime) -> Iterator[Day]:
    zone = _zone(program_id)
    return stores.insights().days(program_id, day_of(since, zone), day_of(until, zone), code)


def _zone(program_id: str) -> str:
    program = stores.programs().find(program_id)
    return program.rules.time_zone if program else "UTC"
