"""Whether nudges help: what nudged advocates brought in 30 days, against those who got none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.moment import Moment
from referrals.model.nudge.arm import Arm
from referrals.model.nudge.confidence import Interval, RunningSums, difference, is_uneven
from referrals.model.nudge.policy import NudgePolicy

SPAN = timedelta(days=30)
# A day for facts that come late, before anybody's thirty days are added up.
SETTLED_AFTER = SPAN + timedelta(days=1)
LEAST_UNITS = 100
LEAST_AGE = timedelta(days=7) + SETTLED_AFTER
# One advocate with a thousand followers must not decide for all the others.
MOST_FRIENDS = 10


class EffectVerdict(StrEnum):
    """The three things that can be said."""

    HELPS = "helps"
    """Nudged advocates bring more friends."""
    NO_DIFFERENCE = "no_difference"
    """If they bring more, then fewer more than the program said would matter."""
    CANNOT_TELL = "cannot_tell"
    """Both are still possible."""


class StopReason(StrEnum):
    """Why nudges switched themselves off."""

    NO_DIFFERENCE = "no_difference"
    """As many were compared as planned, and they don't help enough to matter."""
    HARM = "harm"
    """Too many of the nudged took their consent back."""


class Obstacle(StrEnum):
    """Why nothing is said of the effect."""

    NO_HOLD_OUT = "no_hold_out"
    """Nobody is held out, so there is nobody to compare with."""
    TOO_EARLY = "too_early"
    """Fewer than 100 on either side have had their thirty days, or it began just now."""
    UNEVEN = "uneven"
    """The arms filled up otherwise than they were drawn: something is wrong with the figures."""


class ExperimentTerms(BaseModel):
    """What was declared when the first advocate entered: it holds until the experiment's end."""

    model_config = ConfigDict(frozen=True)
    program_id: str
    experiment: str
    hold_out_percent: int
    planned: int
    matters_per_thousand: int
    harm_per_thousand: int
    began_at: Moment
    stopped_at: Moment | None = None
    stop_reason: StopReason | None = None

    @property
    def name(self) -> str:
        return f"{self.program_id}#{self.experiment}"


class ArmOutcome(BaseModel):
    """What came of one advocate's thirty days."""

    model_config = ConfigDict(frozen=True)
    friends: int
    """Whose orders stand, MOST_FRIENDS at most."""
    is_sharer: bool
    has_refused: bool
    """Whether they took their consent back."""


class ArmSums(BaseModel):
    """Of one arm; as many numbers for a million advocates as for ten."""

    model_config = ConfigDict(frozen=True)
    entered: int = 0
    ended: int = 0
    """Whose thirty days are over."""
    friends: int = 0
    friends_squared: int = 0
    sharers: int = 0
    refusals: int = 0


@dataclass(frozen=True, slots=True)
class NudgeEffect:
    terms: ExperimentTerms
    nudged: ArmSums
    hold_out: ArmSums
    friends: Interval | None
    """Friends more, for one advocate in 30 days; None while nothing is said."""
    refusals: Interval | None
    """Share more of those who took their consent back."""
    verdict: EffectVerdict
    obstacle: Obstacle | None

    @property
    def stop_reason(self) -> StopReason | None:
        """Why nudges should switch themselves off now; None where they should not."""
        if self.refusals and self.refusals.low > self.terms.harm_per_thousand / 1000:
            return StopReason.HARM
        is_over = self.nudged.ended + self.hold_out.ended >= self.terms.planned
        useless = self.friends and self.friends.high < self.terms.matters_per_thousand / 1000
        return StopReason.NO_DIFFERENCE if is_over and useless else None


def terms_of(policy: NudgePolicy, program_id: str, now: datetime) -> ExperimentTerms:
    return ExperimentTerms(
        program_id=program_id,
        experiment=policy.experiment,
        hold_out_percent=policy.hold_out_percent,
        planned=policy.planned,
        matters_per_thousand=policy.matters_per_thousand,
        harm_per_thousand=policy.harm_per_thousand,
        began_at=now,
    )


def nudge_effect(terms: ExperimentTerms, sums: Mapping[Arm, ArmSums], now: datetime) -> NudgeEffect:
    nudged = sums.get(Arm.NUDGED, ArmSums())
    hold_out = sums.get(Arm.HOLD_OUT, ArmSums())
    obstacle = _obstacle(terms, nudged, hold_out, now)
    if obstacle:
        found = (None, None, EffectVerdict.CANNOT_TELL)
        return NudgeEffect(terms, nudged, hold_out, *found, obstacle)
    friends = difference(_friends(nudged), _friends(hold_out), terms.planned)
    refusals = difference(_refusals(nudged), _refusals(hold_out), terms.planned)
    verdict = _verdict(friends, terms)
    return NudgeEffect(terms, nudged, hold_out, friends, refusals, verdict, None)


def _obstacle(
    terms: ExperimentTerms, nudged: ArmSums, hold_out: ArmSums, now: datetime
) -> Obstacle | None:
    if not terms.hold_out_percent:
        return Obstacle.NO_HOLD_OUT
    share = terms.hold_out_percent / 100
    if is_uneven([(nudged.entered, 1 - share), (hold_out.entered, share)]):
        return Obstacle.UNEVEN
    young = now < terms.began_at + LEAST_AGE
    few = min(nudged.ended, hold_out.ended) < LEAST_UNITS
    return Obstacle.TOO_EARLY if young or few else None


def _verdict(friends: Interval, terms: ExperimentTerms) -> EffectVerdict:
    if friends.low > 0:
        return EffectVerdict.HELPS
    if friends.high < terms.matters_per_thousand / 1000:
        return EffectVerdict.NO_DIFFERENCE
    return EffectVerdict.CANNOT_TELL


def _friends(sums: ArmSums) -> RunningSums:
    return RunningSums(sums.ended, sums.friends, sums.friends_squared)


def _refusals(sums: ArmSums) -> RunningSums:
    return RunningSums(sums.ended, sums.refusals, sums.refusals)
