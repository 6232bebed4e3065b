"""A free gift: a thing from the shop, named by its SKU and handed over by people.

The shop learns from the webhook `reward.issued` what to pack for whom.
"""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field

from referrals.model.program.field import Minor
from referrals.model.reward.grant import Worth
from referrals.providers.rewards.reward_type import Basis, RewardTerms, RewardType

EXAMPLES: list[Any] = [{"kind": "free_gift", "sku": "TOTE", "name": "a tote bag"}]


class FreeGiftTerms(RewardTerms):
    """One piece of an article."""

    model_config = ConfigDict(json_schema_extra={"examples": EXAMPLES})
    kind: Literal["free_gift"] = "free_gift"
    sku: Annotated[str, Field(min_length=1, max_length=100)]
    name: Annotated[str, Field(max_length=100)] = ""
    """What people call it; without it they read "a free gift"."""
    worth_minor: Minor = 0
    """What it takes from the program's budget."""


class FreeGift(RewardType[FreeGiftTerms]):
    kind: ClassVar[str] = "free_gift"
    terms = FreeGiftTerms

    def worth(self, terms: FreeGiftTerms, basis: Basis) -> Worth:
        words = self.promise(terms, basis.currency)
        return Worth(worth_minor=terms.worth_minor, words=words)

    def promise(self, terms: FreeGiftTerms, currency: str) -> str:  # noqa: ARG002
        return f"a free gift: {terms.name}" if terms.name else "a free gift"
