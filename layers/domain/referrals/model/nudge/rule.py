"""Whether a person is nudged after a moment of delight: a pure function of what is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from referrals.model.nudge.decision import NudgeDecision, NudgeReason, NudgeVerdict
from referrals.model.nudge.delight import Delight
from referrals.model.nudge.letter_history import LetterHistory, Silence
from referrals.model.nudge.policy import NudgePolicy
from referrals.model.nudge.quiet import quiet_until, zone_of
from referrals.model.people.mailbox import mailable
from referrals.model.people.person import Person

FRESH = timedelta(days=7)
_SILENCES = {
    Silence.TOO_SOON: NudgeReason.TOO_SOON,
    Silence.UNANSWERED: NudgeReason.UNANSWERED,
    Silence.NOT_NOW: NudgeReason.NOT_NOW,
    Silence.CLOSED: NudgeReason.CLOSED,
}


class NudgeArm(NamedTuple):
    """Of the experiment about nudges that runs, the arm of the person's link."""

    experiment: str
    arm: str
    nudges: bool
    """Whether its advocates get any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NudgeQuestion:
    """Everything that the decision rests on."""

    delight: Delight
    policy: NudgePolicy
    paused: bool
    """Whether a share would earn nothing just now."""
    program_zone: str
    person: Person | None
    history: LetterHistory
    has_link: bool
    """Whether the person has a link in this program that works."""
    stands: bool
    """Whether what happened still holds."""
    switched_off: bool
    """Whether the experiment ended with: it doesn't help."""
    held_out: bool
    trial: NudgeArm | None = None
    """None where no experiment about nudges runs, or the link takes no part."""


def decide_nudge(question: NudgeQuestion, now: datetime) -> NudgeDecision:
    """The reasons against it in their order; those who are held out pass all the others, so that
    they and the nudged differ in nothing but the letter.
    """
    for reason in _objections(question, now):
        return NudgeDecision(verdict=NudgeVerdict.SILENT, reason=reason, decided_at=now)
    if quiet_end := _quiet_end(question, now):
        return NudgeDecision(
            verdict=NudgeVerdict.WAIT,
            reason=NudgeReason.QUIET_HOURS,
            decided_at=now,
            wait_until=quiet_end,
        )
    if question.held_out:
        reason = NudgeReason.HELD_OUT
        return NudgeDecision(verdict=NudgeVerdict.SILENT, reason=reason, decided_at=now)
    return _decide_on_arm(question.trial, now)


def _decide_on_arm(trial: NudgeArm | None, now: datetime) -> NudgeDecision:
    """Nothing speaks against a letter: all arms part here, and nowhere before."""
    sends = trial is None or trial.nudges
    return NudgeDecision(
        verdict=NudgeVerdict.SEND if sends else NudgeVerdict.SILENT,
        reason=NudgeReason.DELIGHT if sends else NudgeReason.ARM_WITHOUT,
        decided_at=now,
        experiment=trial.experiment if trial else "",
        arm=trial.arm if trial else "",
    )


def _objections(question: NudgeQuestion, now: datetime) -> Iterator[NudgeReason]:
    """All but the last one, the hold-out: what speaks against a letter, the plainest first."""
    policy, delight = question.policy, question.delight
    if not policy.enabled or delight.kind not in policy.after:
        yield NudgeReason.OFF
    if question.paused:
        yield NudgeReason.PAUSED
    if question.switched_off:
        yield NudgeReason.NO_HELP
    yield from _refusals(question.person, question.history)
    if not question.has_link:
        yield NudgeReason.NO_LINK
    if now > delight.happened_at + FRESH:
        yield NudgeReason.MOMENT_PAST
    if not question.stands:
        yield NudgeReason.MOMENT_GONE
    if silence := question.history.silence(now):
        yield _SILENCES[silence]


def _refusals(person: Person | None, history: LetterHistory) -> Iterator[NudgeReason]:
    if person is None:
        yield NudgeReason.NOBODY
        return
    if not mailable(person.email):
        yield NudgeReason.NO_ADDRESS
    if person.mail_stopped:
        yield NudgeReason.MAIL_STOPPED
    if not person.consents.nudges:
        yield NudgeReason.REFUSED if history.refused_at else NudgeReason.NO_CONSENT


def _quiet_end(question: NudgeQuestion, now: datetime) -> datetime | None:
    person = question.person
    assert person is not None
    return quiet_until(now, zone_of(person, question.program_zone), person.quiet_hours)
