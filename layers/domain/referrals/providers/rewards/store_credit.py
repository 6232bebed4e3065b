"""Store credit: money to spend at the shop, kept in the ledger in the program's currency."""

from typing import Any, ClassVar, Literal, Self

from pydantic import ConfigDict, model_validator

from referrals.model.money import portion, to_text
from referrals.model.reward.grant import Worth
from referrals.providers.rewards.reward_type import Basis, RewardTerms, RewardType
from referrals.providers.rewards.step import CreditSteps, require_stairs, step_of
from referrals.providers.rewards.terms import AtLeastOneMinor, Percent

EXAMPLES: list[Any] = [
    {"kind": "store_credit", "amount_minor": 500},
    {"kind": "store_credit", "percent": 10, "round_to_minor": 100, "at_most_minor": 2000},
    {
        "kind": "store_credit",
        "steps": [
            {"from_minor": 0, "amount_minor": 500},
            {"from_minor": 5000, "amount_minor": 1000},
        ],
    },
]


class StoreCreditTerms(RewardTerms):
    """A fixed amount, a percentage of the order, perhaps with a ceiling, or steps by its value."""

    model_config = ConfigDict(json_schema_extra={"examples": EXAMPLES})
    kind: Literal["store_credit"] = "store_credit"
    amount_minor: AtLeastOneMinor | None = None
    percent: Percent | None = None
    round_to_minor: AtLeastOneMinor | None = None
    """The percentage to the nearest step: an advocate can't tell from it what a friend paid."""
    at_most_minor: AtLeastOneMinor | None = None
    steps: CreditSteps | None = None

    @model_validator(mode="after")
    def _one_way_to_reckon(self) -> Self:
        if sum(each is not None for each in (self.amount_minor, self.percent, self.steps)) != 1:
            raise ValueError("give one of amount_minor, percent and steps")
        if self.steps is not None:
            require_stairs(self.steps)
        if self.percent is None:
            for name in ("at_most_minor", "round_to_minor"):
                if getattr(self, name) is not None:
                    raise ValueError(f"{name} goes with percent")
        return self


class StoreCredit(RewardType[StoreCreditTerms]):
    kind: ClassVar[str] = "store_credit"
    terms = StoreCreditTerms

    def worth(self, terms: StoreCreditTerms, basis: Basis) -> Worth:
        fixed = terms.amount_minor
        if terms.steps is not None:
            fixed = step_of(terms.steps, basis.base_minor).amount_minor
        amount = fixed or _percentage(terms, basis.base_minor)
        if terms.at_most_minor is not None:
            amount = min(amount, terms.at_most_minor)
        amount = max(amount, 1)  # Never a reward of nothing.
        words = f"{to_text(amount, basis.currency)} of store credit"
        return Worth(amount=amount, asset=basis.currency, worth_minor=amount, words=words)

    def promise(self, terms: StoreCreditTerms, currency: str) -> str:
        if terms.amount_minor is not None:
            return f"{to_text(terms.amount_minor, currency)} of store credit"
        if terms.steps is not None:
            most = max(step.amount_minor for step in terms.steps)
            return f"up to {to_text(most, currency)} of store credit"
        return f"{terms.percent}% of the order as store credit"


def _percentage(terms: StoreCreditTerms, base_minor: int) -> int:
    """Rounded once, from the exact share; one step where it would come to none."""
    percent, step = terms.percent or 0, terms.round_to_minor or 1
    return max(portion(base_minor, percent, 100 * step), 1) * step
