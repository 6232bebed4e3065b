"""A gift card: made by the shop where its platform can, and by a person of the shop anywhere else.

A person's waits on the to-do list until somebody says that it is there, with its number.
"""

from typing import Any, ClassVar, Literal

from pydantic import ConfigDict

from referrals.model.money import to_text
from referrals.model.reward.grant import Worth
from referrals.providers.rewards.reward_type import (
    Basis,
    FulfilmentReceipt,
    Handover,
    RewardTerms,
    RewardType,
    require_hand,
)
from referrals.providers.rewards.terms import AtLeastOneMinor

EXAMPLES: list[Any] = [{"kind": "gift_card", "amount_minor": 2500}]


class GiftCardTerms(RewardTerms):
    """A card worth so much."""

    model_config = ConfigDict(json_schema_extra={"examples": EXAMPLES})
    kind: Literal["gift_card"] = "gift_card"
    amount_minor: AtLeastOneMinor


class GiftCard(RewardType[GiftCardTerms]):
    kind: ClassVar[str] = "gift_card"
    terms = GiftCardTerms

    def worth(self, terms: GiftCardTerms, basis: Basis) -> Worth:
        return Worth(worth_minor=terms.amount_minor, words=self.promise(terms, basis.currency))

    def promise(self, terms: GiftCardTerms, currency: str) -> str:
        return f"a gift card of {to_text(terms.amount_minor, currency)}"

    def card_minor(self, terms: GiftCardTerms) -> int:
        return terms.amount_minor

    def fulfil(self, handover: Handover) -> FulfilmentReceipt:
        return FulfilmentReceipt(handover.code or require_hand(handover))

    def revoke(self, handover: Handover) -> None:
        require_hand(handover)
