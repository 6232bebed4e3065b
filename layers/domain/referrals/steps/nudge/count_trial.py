"""Adds up what came of the thirty days of advocates in experiments about nudges.

The clock's errand. Whoever is counted is counted once: their link's tally moves in the transaction
that counts them for their arm.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.attribution.referral import Referral
from referrals.model.experiment.tally import LinkTally
from referrals.model.insight.counts import has_won, kept_base_minor
from referrals.model.nudge.effect import MOST_FRIENDS
from referrals.model.program.program import Program
from referrals.model.work import HasTime, Work, endless, in_turn
from referrals.store.nudge.agenda import AgendaEntry
from referrals.store.nudge.trial import NudgeTrials
from referrals.store.program.program import Programs
from referrals.store.table import CancelledError, transact


@dataclass(frozen=True, slots=True)
class NudgeTrialDesk:
    programs: Programs
    trials: NudgeTrials
    brought_by: Callable[[str, datetime, datetime], Iterable[Referral]]
    """What an advocate brought between two moments, oldest first."""


@dataclass(frozen=True, slots=True)
class NudgeTrialReport:
    counted: int
    failed: tuple[str, ...]
    left: int
    """How many still wait: the time was over, or they failed."""


def count_trials(
    desk: NudgeTrialDesk, *, now: datetime, has_time: HasTime = endless
) -> NudgeTrialReport:
    work, counted = Work(has_time), 0
    rules = {each.program_id: each.rules for each in desk.programs.list_all()}
    agenda = desk.trials.agenda
    for due in work.through(in_turn(agenda.due_entries(each, now) for each in rules)):
        with work.item(f"{due.person_id}#{due.name}"):
            counted += _count_advocate(due, rules[due.program_id], desk)
    return NudgeTrialReport(counted, work.failed, work.left)


def advocate_tally(brought: Iterable[Referral], rules: Program) -> LinkTally:
    """What one advocate's thirty days came to, as a link that was followed once: first orders of
    the first ten friends, oldest first, and what of them stayed."""
    ours = (each for each in brought if each.program_id == rules.program)
    won = [each.figures for each in ours if has_won(each)][:MOST_FRIENDS]
    money = sum(kept_base_minor(each) for each in won if each.currency == rules.currency)
    return LinkTally(clicks=1, orders=len(won), money=money).within_bounds


def _count_advocate(due: AgendaEntry, rules: Program, desk: NudgeTrialDesk) -> bool:
    trials, entry = desk.trials, desk.trials.find(due.person_id, due.program_id, due.name)
    if entry is not None:
        brought = desk.brought_by(entry.person_id, entry.entered_at, entry.ends_at)
        tally = advocate_tally(brought, rules)
        try:
            if actions := trials.end_actions(entry, tally):
                transact(trials.table.dynamo, actions)
                return True
        except CancelledError:  # Another run was first.
            pass
    trials.agenda.remove(due)
    return False
