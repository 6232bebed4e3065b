"""Notes for the clock that an advocate may have a moment to remember: today, and in a year.

Costs nothing for programs whose letters mark no moments. Safe to repeat: the same order has the
same places in the agenda. What it is, if anything, is computed when it is due.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from awswire.codec import Item
from referrals.model.attribution.referral import Referral, RewardStatus
from referrals.store.attribution.referral import read_referral
from referrals.store.nudge.agenda import Agenda
from referrals.store.program.program import Programs
from referrals.store.table import transact

NOUN = "memories"
SOON = timedelta(hours=1)
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class MemoryPlanDesk:
    programs: Programs
    agenda: Agenda


def plan_memories(
    changes: Iterable[tuple[Item, Item]], desk: MemoryPlanDesk, *, now: datetime
) -> int:
    """How many orders were noted; `changes` are referrals' items as they were and as they are."""
    fresh = (new for old, new in changes if _stands(new) and not _stands(old))
    referrals = [each for each in map(read_referral, fresh) if each.is_attributed]
    marking = {each: _marks(each, desk) for each in {r.program_id for r in referrals}}
    noted = [each for each in referrals if marking[each.program_id]]
    for each in noted:
        _note(each, desk, now)
    return len(noted)


def _stands(item: Item) -> bool:
    return bool(item) and (item.get("reward") or {}).get("status") == RewardStatus.GRANTED


def _marks(program_id: str, desk: MemoryPlanDesk) -> bool:
    found = desk.programs.find(program_id)
    return found is not None and found.rules.moments.letters


def _note(referral: Referral, desk: MemoryPlanDesk, now: datetime) -> None:
    advocate_id, at = referral.attribution.advocate_id, referral.figures.occurred_at
    place = (advocate_id, referral.key)
    soon = desk.agenda.entry(referral.program_id, max(at, now - SOON) + SOON, *place)
    year = desk.agenda.entry(referral.program_id, at + A_YEAR, *place)
    transact(desk.agenda.table.dynamo, [desk.agenda.add_action(soon), desk.agenda.add_action(year)])
