"""Adds up what came of each advocate's thirty days, and switches nudges off where they don't help.

The clock's errand, beside the decisions themselves. An outcome is counted once, in the transaction
that notes it; what an experiment keeps is as long for a million advocates as for ten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.moment import stamp
from referrals.model.nudge.arm import ArmEntry
from referrals.model.nudge.effect import (
    MOST_FRIENDS,
    SPAN,
    ArmOutcome,
    NudgeEffect,
    StopReason,
)
from referrals.model.program.program import Program
from referrals.model.work import HasTime, Work, endless, in_turn
from referrals.store.delivery.outbox import Outbox
from referrals.store.nudge.agenda import AgendaEntry
from referrals.store.nudge.experiment import Experiments
from referrals.store.people.person import People
from referrals.store.program.program import Programs
from referrals.store.table import CancelledError, transact


@dataclass(frozen=True, slots=True)
class MeasureDesk:
    programs: Programs
    people: People
    experiments: Experiments
    outbox: Outbox
    friends_of: Callable[[ArmEntry, datetime], int]
    """How many friends' orders that stand they brought since they entered, up to a moment."""
    is_sharer: Callable[[ArmEntry, datetime], bool]


@dataclass(frozen=True, slots=True)
class MeasureReport:
    counted: int
    stopped: tuple[str, ...]
    """Programs whose nudges switched themselves off in this run."""
    failed: tuple[str, ...]
    left: int
    """How many still wait: the time was over, or they failed."""


def measure_nudges(
    desk: MeasureDesk, *, now: datetime, has_time: HasTime = endless
) -> MeasureReport:
    work, counted = Work(has_time), 0
    stopped: list[str] = []
    programs = list(desk.programs.list_all())
    agenda = desk.experiments.agenda
    due = in_turn(agenda.due_entries(each.program_id, now) for each in programs)
    for entry in work.through(due):
        with work.item(f"{entry.person_id}#{entry.name}"):
            counted += _count_outcome(entry, desk)
    for program in programs:
        with work.item(program.program_id):
            if _stop_useless(program.rules, desk, now):
                stopped.append(program.program_id)
    return MeasureReport(counted, tuple(stopped), work.failed, work.left)


def _count_outcome(due: AgendaEntry, desk: MeasureDesk) -> bool:
    entry = desk.experiments.entry(due.person_id, due.program_id, due.name)
    if entry is None:
        desk.experiments.agenda.remove(due)
        return False
    person, ends_at = desk.people.find(entry.person_id), entry.entered_at + SPAN
    agrees = person is not None and person.consents.nudges and not person.mail_stopped
    outcome = ArmOutcome(
        friends=min(desk.friends_of(entry, ends_at), MOST_FRIENDS),
        is_sharer=desk.is_sharer(entry, ends_at),
        has_refused=not agrees,
    )
    try:
        transact(desk.outbox.table.dynamo, desk.experiments.end_actions(entry, outcome))
    except CancelledError:  # Another run was first.
        desk.experiments.agenda.remove(due)
        return False
    return True


def _stop_useless(rules: Program, desk: MeasureDesk, now: datetime) -> bool:
    """Whether this run switched them off, and told the merchant."""
    experiment = rules.nudges.experiment
    effect = desk.experiments.effect
    found = effect(rules.program, experiment, now) if rules.nudges.enabled else None
    if found is None or found.terms.stopped_at or found.stop_reason is None:
        return False
    reason = found.stop_reason
    actions = [desk.experiments.stop_action(found.terms, reason, now)]
    actions += [desk.outbox.add_action(item) for item in _on_stop(found, reason, rules, now)]
    try:
        transact(desk.outbox.table.dynamo, actions)
    except CancelledError:
        return False
    return True


def _on_stop(
    found: NudgeEffect, reason: StopReason, rules: Program, now: datetime
) -> list[OutboxItem]:
    if not rules.webhook_url:
        return []
    terms = found.terms
    data = {
        "program": rules.program,
        "experiment": terms.experiment,
        "reason": reason.value,
        "nudged": found.nudged.ended,
        "hold_out": found.hold_out.ended,
        "stopped_at": stamp(now),
    }
    item_id, topic = f"nudges-stopped#{terms.name}", Topic.NUDGES_STOPPED
    program_id = rules.program
    return [an_item(item_id, Channel.WEBHOOK, topic, program_id=program_id, at=now, data=data)]
