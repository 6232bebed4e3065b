"""A donation: the shop gives to a cause in somebody's name; counted by cause and year."""

from typing import Any, ClassVar, Literal

from pydantic import ConfigDict

from referrals.model.money import to_text
from referrals.model.program.field import Name
from referrals.model.reward.grant import Worth
from referrals.providers.rewards.reward_type import Basis, RewardTerms, RewardType
from referrals.providers.rewards.terms import AtLeastOneMinor, PrintedName

EXAMPLES: list[Any] = [
    {"kind": "donation", "cause": "shelter", "name": "the animal shelter", "amount_minor": 500}
]


class DonationTerms(RewardTerms):
    """So much to one cause."""

    model_config = ConfigDict(json_schema_extra={"examples": EXAMPLES})
    kind: Literal["donation"] = "donation"
    cause: Name
    """By which it is counted; keep it, whatever people call the cause."""
    name: PrintedName
    """What people call the cause."""
    amount_minor: AtLeastOneMinor


class Donation(RewardType[DonationTerms]):
    kind: ClassVar[str] = "donation"
    terms = DonationTerms

    def worth(self, terms: DonationTerms, basis: Basis) -> Worth:
        return Worth(worth_minor=terms.amount_minor, words=self.promise(terms, basis.currency))

    def promise(self, terms: DonationTerms, currency: str) -> str:
        return f"{to_text(terms.amount_minor, currency)} to {terms.name}, in your name"
