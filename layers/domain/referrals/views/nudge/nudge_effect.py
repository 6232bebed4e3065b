"""Do nudges help? The figures of both arms, and the most that can be said by them."""

from datetime import datetime

from pydantic import BaseModel

from referrals.model.moment import Moment
from referrals.model.nudge.confidence import Interval
from referrals.model.nudge.effect import ArmSums, NudgeEffect
from referrals.model.nudge.sentence import OBSTACLE_SENTENCES, STOP_SENTENCES, VERDICT_SENTENCES
from referrals.model.program.program import Program
from referrals.store.nudge.experiment import Experiments


class ArmFigures(BaseModel):
    """One side of the comparison."""

    entered: int
    """Advocates with a first moment that would have brought a letter."""
    ended: int
    """Those whose thirty days are over: all other figures are of them."""
    friends: int
    """Friends whose orders stand, ten at most of one advocate."""
    sharers: int
    """Advocates who brought anybody, whatever became of the order, or shared from their page."""
    refusals: int
    """Those who took their consent back."""


class Range(BaseModel):
    """Per thousand advocates; it holds at every look."""

    estimate: float
    low: float
    high: float


class EffectFigures(BaseModel):
    program: str
    experiment: str
    enabled: bool
    began_at: Moment | None
    hold_out_percent: int
    planned: int
    matters_per_thousand: int
    nudged: ArmFigures
    hold_out: ArmFigures
    friends_more: Range | None
    """Friends more of a thousand nudged advocates in 30 days; None while nothing can be said."""
    refusals_more: Range | None
    verdict: str
    """`helps`, `no_difference` or `cannot_tell`."""
    obstacle: str | None
    """Why nothing is said yet."""
    sentence: str
    stopped_at: Moment | None
    stop_reason: str | None
    as_of: Moment


def effect_figures(rules: Program, experiments: Experiments, now: datetime) -> EffectFigures:
    policy = rules.nudges
    found = experiments.effect(rules.program, policy.experiment, now)
    terms = found.terms if found else None
    nudged, hold_out = (found.nudged, found.hold_out) if found else (ArmSums(), ArmSums())
    return EffectFigures(
        program=rules.program,
        experiment=policy.experiment,
        enabled=policy.enabled,
        began_at=terms.began_at if terms else None,
        hold_out_percent=terms.hold_out_percent if terms else policy.hold_out_percent,
        planned=terms.planned if terms else policy.planned,
        matters_per_thousand=(terms or policy).matters_per_thousand,
        nudged=_arm(nudged),
        hold_out=_arm(hold_out),
        friends_more=_range(found.friends) if found else None,
        refusals_more=_range(found.refusals) if found else None,
        verdict=found.verdict.value if found else "cannot_tell",
        obstacle=found.obstacle.value if found and found.obstacle else None,
        sentence=_sentence(found),
        stopped_at=terms.stopped_at if terms else None,
        stop_reason=terms.stop_reason.value if terms and terms.stop_reason else None,
        as_of=now,
    )


def _sentence(found: NudgeEffect | None) -> str:
    if found is None:
        return "Nobody has had a moment of delight that would bring a letter yet."
    if found.terms.stop_reason:
        return STOP_SENTENCES[found.terms.stop_reason]
    return (
        OBSTACLE_SENTENCES[found.obstacle] if found.obstacle else VERDICT_SENTENCES[found.verdict]
    )


def _arm(sums: ArmSums) -> ArmFigures:
    return ArmFigures.model_validate(sums.model_dump(exclude={"friends_squared"}))


def _range(interval: Interval | None) -> Range | None:
    if interval is None:
        return None
    found = (interval.estimate, interval.low, interval.high)
    estimate, low, high = (round(1000 * each, 1) for each in found)
    return Range(estimate=estimate, low=low, high=high)
