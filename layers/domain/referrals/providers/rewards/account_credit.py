"""Credit in the person's own account at the shop's platform: money that its own checkout spends.

No platform is asked twice for the same of it: see `steps/reward/give_credit`.
"""

from typing import Any, ClassVar, Literal

from pydantic import ConfigDict

from referrals.model.money import to_text
from referrals.model.reward.grant import Worth
from referrals.providers.rewards.reward_type import Basis, RewardTerms, RewardType
from referrals.providers.rewards.terms import AtLeastOneMinor

EXAMPLES: list[Any] = [{"kind": "account_credit", "amount_minor": 500}]


class AccountCreditTerms(RewardTerms):
    """A fixed amount, in the program's currency."""

    model_config = ConfigDict(json_schema_extra={"examples": EXAMPLES})
    kind: Literal["account_credit"] = "account_credit"
    amount_minor: AtLeastOneMinor


class AccountCredit(RewardType[AccountCreditTerms]):
    kind: ClassVar[str] = "account_credit"
    terms = AccountCreditTerms

    def worth(self, terms: AccountCreditTerms, basis: Basis) -> Worth:
        return Worth(worth_minor=terms.amount_minor, words=self.promise(terms, basis.currency))

    def promise(self, terms: AccountCreditTerms, currency: str) -> str:
        return f"{to_text(terms.amount_minor, currency)} of credit in your account with the shop"

    def credit_minor(self, terms: AccountCreditTerms) -> int:
        return terms.amount_minor
