"""Store credit: money to spend at the shop, kept in the ledger in the program's currency."""

from typing import Any, ClassVar, Literal, Self

from pydantic import ConfigDict, model_validator

from referrals.model.money import portion, to_text
from referrals.model.reward.grant import Worth
from referrals.providers.rewards.reward_type import Basis, RewardTerms, RewardType
from referrals.providers.rewards.terms import AtLeastOneMinor, Percent

EXAMPLES: list[Any] = [
    {"kind": "store_credit", "amount_minor": 500},
    {"kind": "store_credit", "percent": 10, "at_most_minor": 2000},
]


class StoreCreditTerms(RewardTerms):
    """Either a fixed amount, or a percentage of the order, perhaps with a ceiling."""

    model_config = ConfigDict(json_schema_extra={"examples": EXAMPLES})
    kind: Literal["store_credit"] = "store_credit"
    amount_minor: AtLeastOneMinor | None = None
    percent: Percent | None = None
    at_most_minor: AtLeastOneMinor | None = None

    @model_validator(mode="after")
    def _one_way_to_reckon(self) -> Self:
        if (self.amount_minor is None) == (self.percent is None):
            raise ValueError("give either amount_minor or percent")
        if self.at_most_minor is not None and self.percent is None:
            raise ValueError("at_most_minor goes with percent")
        return self


class StoreCredit(RewardType[StoreCreditTerms]):
    kind: ClassVar[str] = "store_credit"
    terms = StoreCreditTerms

    def worth(self, terms: StoreCreditTerms, basis: Basis) -> Worth:
        amount = terms.amount_minor or portion(basis.base_minor, terms.percent or 0, 100)
        if terms.at_most_minor is not None:
            amount = min(amount, terms.at_most_minor)
        amount = max(amount, 1)  # Never a reward of nothing.
        words = f"{to_text(amount, basis.currency)} of store credit"
        return Worth(amount=amount, asset=basis.currency, worth_minor=amount, words=words)

    def promise(self, terms: StoreCreditTerms, currency: str) -> str:
        if terms.amount_minor is not None:
            return f"{to_text(terms.amount_minor, currency)} of store credit"
        return f"{terms.percent}% of the order as store credit"
