"""Decides about moments of delight that are due, and writes to those whom nothing speaks against.

Reads an agenda that has only what waits: an hour costs as much as happened in it, however many
advocates there are. A run that is repeated or cut off decides nothing twice.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.nudge.decision import NudgeVerdict
from referrals.model.work import HasTime, Work, endless, in_turn
from referrals.steps.nudge.decide_moment import NudgeDesk, decide_moment
from referrals.store.nudge.agenda import AgendaEntry

STEP_BACK = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class NudgeReport:
    sent: int
    waiting: int
    silent: int
    failed: tuple[str, ...]
    """Moments to look at; they step back, and are decided on later."""
    left: int
    """How many still wait: the time was over, or they failed."""


def nudge_advocates(desk: NudgeDesk, *, now: datetime, has_time: HasTime = endless) -> NudgeReport:
    work, verdicts = Work(has_time), Counter[NudgeVerdict]()
    rules = {each.program_id: each.rules for each in desk.programs.list_all()}
    agenda = desk.records.agenda
    for entry in work.through(in_turn(agenda.due_entries(each, now) for each in rules)):
        decision = None
        with work.item(f"{entry.person_id}#{entry.name}"), _step_back(entry, desk, now):
            decision = decide_moment(entry, rules[entry.program_id], desk, now=now)
        verdicts.update([decision.verdict] if decision else [])
    return NudgeReport(
        verdicts[NudgeVerdict.SEND],
        verdicts[NudgeVerdict.WAIT],
        verdicts[NudgeVerdict.SILENT],
        work.failed,
        work.left,
    )


@contextmanager
def _step_back(entry: AgendaEntry, desk: NudgeDesk, now: datetime) -> Iterator[None]:
    """Lets a moment that can't be decided on wait, so that it isn't met first each hour."""
    try:
        yield
    except Exception:
        desk.records.postpone(entry, now + STEP_BACK)
        raise
