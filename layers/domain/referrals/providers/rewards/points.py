"""Loyalty points: whole points, kept in the ledger."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field

from referrals.model.program.field import Minor
from referrals.model.reward.grant import Worth
from referrals.providers.rewards.reward_type import Basis, RewardTerms, RewardType

EXAMPLES: list[Any] = [{"kind": "points", "amount": 500, "worth_minor": 250}]


class PointsTerms(RewardTerms):
    """So many points, whatever the order came to."""

    model_config = ConfigDict(json_schema_extra={"examples": EXAMPLES})
    kind: Literal["points"] = "points"
    amount: Annotated[int, Field(ge=1, le=10**9, strict=True)]
    worth_minor: Minor = 0
    """What all of them take from the program's budget."""


class Points(RewardType[PointsTerms]):
    kind: ClassVar[str] = "points"
    terms = PointsTerms

    def worth(self, terms: PointsTerms, basis: Basis) -> Worth:
        words = self.promise(terms, basis.currency)
        return Worth(
            amount=terms.amount, asset="points", worth_minor=terms.worth_minor, words=words
        )

    def promise(self, terms: PointsTerms, currency: str) -> str:  # noqa: ARG002
        return f"{terms.amount} point{'s' if terms.amount > 1 else ''}"
