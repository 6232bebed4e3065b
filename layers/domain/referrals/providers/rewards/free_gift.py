"""A free gift: a thing from the shop, named by its SKU and handed over by people:
the shop learns from the webhook `reward.issued` what to pack for whom."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from referrals.model.grant import Worth
from referrals.model.program import Minor
from referrals.providers.rewards.reward_type import Basis, RewardTerms, RewardType


class FreeGiftTerms(RewardTerms):
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
