"""Steps by order value: from so much on, a reward is so much. The last step reached counts."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from referrals.model.program.field import Minor
from referrals.providers.rewards.terms import AtLeastOneMinor

MOST_STEPS = 20


class RewardStep(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    from_minor: Minor
    """The order's value, by the program's own `base`, at which the step begins."""


class CreditStep(RewardStep):
    amount_minor: AtLeastOneMinor


class PointStep(RewardStep):
    amount: Annotated[int, Field(ge=1, le=10**9, strict=True)]


type CreditSteps = Annotated[tuple[CreditStep, ...], Field(min_length=1, max_length=MOST_STEPS)]
type PointSteps = Annotated[tuple[PointStep, ...], Field(min_length=1, max_length=MOST_STEPS)]


def require_stairs(steps: Sequence[RewardStep]) -> None:
    """Begin at 0, so that whatever the minimum lets through earns something, and rise."""
    starts = [step.from_minor for step in steps]
    if starts[0] != 0:
        raise ValueError(
            "steps: the first step leaves smaller orders without a reward; start it at"
            " from_minor: 0, and say in qualifies.minimum_minor what is too small"
        )
    if sorted(set(starts)) != starts:
        raise ValueError("steps: they are out of order; let each start above the one before it")


def step_of[S: RewardStep](steps: Sequence[S], base_minor: int) -> S:
    """The last step that an order of this value reaches."""
    reached = [step for step in steps if step.from_minor <= max(base_minor, 0)]
    return reached[-1]
