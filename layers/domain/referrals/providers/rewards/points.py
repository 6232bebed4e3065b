"""Loyalty points: whole points, kept in the ledger."""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from referrals.model.program.field import Minor
from referrals.model.reward.grant import Worth
from referrals.providers.rewards.reward_type import Basis, RewardTerms, RewardType
from referrals.providers.rewards.step import PointSteps, require_stairs, step_of

EXAMPLES: list[Any] = [
    {"kind": "points", "amount": 500, "worth_minor": 250},
    {
        "kind": "points",
        "steps": [{"from_minor": 0, "amount": 100}, {"from_minor": 5000, "amount": 300}],
    },
]


class PointsTerms(RewardTerms):
    """So many points, whatever the order came to, or in steps by its value."""

    model_config = ConfigDict(json_schema_extra={"examples": EXAMPLES})
    kind: Literal["points"] = "points"
    amount: Annotated[int, Field(ge=1, le=10**9, strict=True)] | None = None
    steps: PointSteps | None = None
    worth_minor: Minor = 0
    """What all of them take from the program's budget."""

    @model_validator(mode="after")
    def _one_way_to_reckon(self) -> Self:
        if (self.amount is None) == (self.steps is None):
            raise ValueError("amount: this says no number of points; give either amount or steps")
        if self.steps is not None:
            require_stairs(self.steps)
        return self


class Points(RewardType[PointsTerms]):
    kind: ClassVar[str] = "points"
    terms = PointsTerms

    def worth(self, terms: PointsTerms, basis: Basis) -> Worth:
        amount = terms.amount or 0
        if terms.steps is not None:
            amount = step_of(terms.steps, basis.base_minor).amount
        return Worth(
            amount=amount, asset="points", worth_minor=terms.worth_minor, words=_words(amount)
        )

    def promise(self, terms: PointsTerms, currency: str) -> str:  # noqa: ARG002
        if terms.steps is not None:
            return f"up to {_words(max(step.amount for step in terms.steps))}"
        return _words(terms.amount or 0)


def _words(amount: int) -> str:
    return f"{amount} point{'s' if amount > 1 else ''}"
