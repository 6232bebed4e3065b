"""Decides about one moment of delight: gathers what is known, asks the rule, writes what follows.

One transaction: the record, the letter, the history that the caps rest on, and the arm of the
experiment. Whoever comes second finds one of its guards broken, and looks again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.delivery.facts import Topic
from referrals.model.errors import UnavailableError
from referrals.model.experiment.nudge_arm import NudgeTrialEntry, nudge_trial, trial_name
from referrals.model.nudge.arm import Arm, ArmEntry, draw_arm
from referrals.model.nudge.decision import NudgeDecision, NudgeReason, NudgeVerdict
from referrals.model.nudge.delight import Delight
from referrals.model.nudge.effect import ExperimentTerms, terms_of
from referrals.model.nudge.letter_history import LetterHistory, Silence
from referrals.model.nudge.record import NudgeRecord
from referrals.model.nudge.rule import NudgeArm, NudgeQuestion, decide_nudge
from referrals.model.people.person import Person
from referrals.model.program.program import Program
from referrals.steps.nudge.nudge_letter import nudge_letter
from referrals.store.delivery.outbox import Outbox
from referrals.store.link.link import Links
from referrals.store.nudge.agenda import AgendaEntry
from referrals.store.nudge.experiment import Experiments
from referrals.store.nudge.letter_history import LetterHistories
from referrals.store.nudge.nudge_record import NudgeRecords
from referrals.store.nudge.trial import NudgeTrials
from referrals.store.people.person import People
from referrals.store.program.program import Programs
from referrals.store.table import CancelledError, transact

TRIES = 4
# After either of them a person has entered the experiment: but for the arm all is the same.
_ENTERING = {NudgeReason.DELIGHT, NudgeReason.HELD_OUT}
# The same of an experiment about nudges, in which nobody is who is held out from all of them.
_TAKING_PART = {NudgeReason.DELIGHT, NudgeReason.ARM_WITHOUT}


@dataclass(frozen=True, slots=True)
class NudgeDesk:
    programs: Programs
    people: People
    links: Links
    records: NudgeRecords
    histories: LetterHistories
    experiments: Experiments
    trials: NudgeTrials
    outbox: Outbox
    arm_key: Callable[[], bytes]
    is_true: Callable[[Delight], bool]
    """Whether what happened still holds, read off its own fact."""
    answered_at: Callable[[str, datetime, datetime], datetime | None]
    """When that person last shared, between two moments."""


@dataclass(frozen=True, slots=True)
class _Knowledge:
    question: NudgeQuestion
    terms: ExperimentTerms
    entry: ArmEntry | None
    joining: NudgeTrialEntry | None
    """What is written of an experiment about nudges where nothing speaks against a letter; None
    for whoever takes no part, or does already."""


def decide_moment(
    entry: AgendaEntry, rules: Program, desk: NudgeDesk, *, now: datetime
) -> NudgeDecision | None:
    """None where there is nothing to decide any more; the entry goes then."""
    for _ in range(TRIES):
        record = desk.records.find(entry.person_id, entry.name)
        if record is None or not record.is_open or desk.records.entry_of(record) != entry:
            desk.records.agenda.remove(entry)
            return None
        known = _gather(record.delight, rules, desk, now)
        decision = decide_nudge(known.question, now)
        if _write(record, decision, known, desk):
            return decision
    raise UnavailableError("this person is busy.", remedy="Try again.")


def _gather(delight: Delight, rules: Program, desk: NudgeDesk, now: datetime) -> _Knowledge:
    policy = rules.nudges
    person = desk.people.find(delight.person_id)
    terms = desk.experiments.find(rules.program, policy.experiment)
    terms = terms or terms_of(policy, rules.program, now)
    entry = desk.experiments.entry(delight.person_id, rules.program, policy.experiment)
    drawn = draw_arm(desk.arm_key(), terms.name, delight.person_id, terms.hold_out_percent)
    trial, joining = _trial_of(delight, person, rules, desk, now=now)
    question = NudgeQuestion(
        delight=delight,
        policy=policy,
        paused=rules.paused or rules.test_mode,
        program_zone=rules.time_zone,
        person=person,
        history=known_history(delight.person_id, desk, now=now),
        has_link=_has_link(person, rules.program, desk.links, now),
        stands=desk.is_true(delight),
        switched_off=terms.stopped_at is not None,
        held_out=(entry.arm if entry else drawn) is Arm.HOLD_OUT,
        trial=trial,
    )
    return _Knowledge(question, terms, entry, joining)


def _trial_of(
    delight: Delight, person: Person | None, rules: Program, desk: NudgeDesk, *, now: datetime
) -> tuple[NudgeArm | None, NudgeTrialEntry | None]:
    """The arm of the link that they had when they began to take part; and the beginning, if this
    moment may be it."""
    declared = nudge_trial(rules.experiments, now, rules.time_zone)
    code = person.codes.get(rules.program, "") if person else ""
    if declared is None or not code:
        return None, None
    name = trial_name(declared.name, declared.began_version)
    known = desk.trials.find(delight.person_id, rules.program, name)
    drawn = declared.arm_of(code)
    arm = known.arm if known else drawn.name if drawn else ""
    found = next((each for each in declared.arms if each.name == arm), None)
    if found is None:
        return None, None
    joining = NudgeTrialEntry(
        person_id=delight.person_id,
        program_id=rules.program,
        experiment=declared.name,
        began_version=declared.began_version,
        code=code,
        arm=arm,
        entered_at=now,
    )
    is_new = known is None and not desk.trials.is_taken(joining)
    return NudgeArm(declared.name, arm, found.nudges), joining if is_new else None


def known_history(person_id: str, desk: NudgeDesk, *, now: datetime) -> LetterHistory:
    """With the answer that is known from elsewhere, which is asked for only where it matters."""
    history = desk.histories.find(person_id)
    if history.silence(now) is not Silence.UNANSWERED:
        return history
    since = min(each.sent_at for each in history.letters)
    answered = desk.answered_at(person_id, since, now)
    known = max(filter(None, (history.answered_at, answered)), default=None)
    return history.model_copy(update={"answered_at": known})


def _has_link(person: Person | None, program_id: str, links: Links, now: datetime) -> bool:
    code = person.codes.get(program_id, "") if person else ""
    link = links.find(code) if code else None
    return bool(link and link.live(now))


def _write(
    record: NudgeRecord, decision: NudgeDecision, known: _Knowledge, desk: NudgeDesk
) -> bool:
    """Whether it was written; False when somebody was first."""
    delight, now = record.delight, decision.decided_at
    actions: list[Item] = desk.records.decide_actions(record, decision)
    if decision.reason in _TAKING_PART and known.joining:
        actions += desk.trials.enter_actions(known.joining)
    if decision.reason in _ENTERING and known.entry is None and not _is_without(known):
        terms = desk.experiments.begin(known.terms)
        if terms.hold_out_percent != known.terms.hold_out_percent:
            return False
        arm = Arm.HOLD_OUT if decision.reason is NudgeReason.HELD_OUT else Arm.NUDGED
        actions += desk.experiments.enter_actions(
            ArmEntry(
                person_id=delight.person_id,
                program_id=delight.program_id,
                experiment=terms.experiment,
                arm=arm,
                entered_at=now,
            )
        )
    if decision.verdict is NudgeVerdict.SEND:
        after = known.question.history.with_letter(Topic.ADVOCATE_NUDGED, now)
        actions.append(desk.histories.replace_action(after))
        letter = nudge_letter(delight, now, experiment=decision.experiment, arm=decision.arm)
        actions.append(desk.outbox.add_action(letter))
    try:
        transact(desk.records.table.dynamo, actions)
    except CancelledError:
        return False
    return True


def _is_without(known: _Knowledge) -> bool:
    """Whether an arm keeps letters from them. They enter the hold-out's comparison on neither side
    then: in it are only those of whom chance alone decides."""
    trial = known.question.trial
    return trial is not None and not trial.nudges
