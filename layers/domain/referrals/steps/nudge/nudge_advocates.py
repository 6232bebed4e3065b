"""Decides about moments of delight that are due, and writes to those whom nothing speaks against.

Reads an agenda that has only what waits: an hour costs as much as happened in it, however many
advocates there are. A run that is repeated or cut off decides nothing twice.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.errors import MISSHAPEN, GoodwordError
from referrals.model.nudge.decision import NudgeVerdict
from referrals.steps.nudge.decide_moment import NudgeDesk, decide_moment

AT_ONCE = 1000
STEP_BACK = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class NudgeReport:
    sent: int
    waiting: int
    silent: int
    failed: tuple[str, ...]
    """Moments to look at; they step back, and are decided on later."""
    more: bool
    """Whether there were as many as one run looks at."""


def nudge_advocates(desk: NudgeDesk, *, now: datetime, limit: int = AT_ONCE) -> NudgeReport:
    verdicts = Counter[NudgeVerdict]()
    failed: list[str] = []
    looked = 0
    for program in desk.programs.list_all():
        agenda = desk.records.agenda
        for entry in agenda.due_entries(program.program_id, now, limit - looked):
            looked += 1
            try:
                decision = decide_moment(entry, program.rules, desk, now=now)
            except (GoodwordError, *MISSHAPEN):
                # One moment that can't be read must not keep all others.
                desk.records.postpone(entry, now + STEP_BACK)
                failed.append(f"{entry.person_id}#{entry.name}")
            else:
                verdicts.update([decision.verdict] if decision else [])
    return NudgeReport(
        verdicts[NudgeVerdict.SEND],
        verdicts[NudgeVerdict.WAIT],
        verdicts[NudgeVerdict.SILENT],
        tuple(failed),
        looked >= limit,
    )
