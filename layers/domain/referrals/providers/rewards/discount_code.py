"""A discount code of the person's own. The same grant always gets the same code, so a retry is
harmless; without the secret key nobody can guess one.
"""

import hashlib
import hmac
from typing import Any, ClassVar, Literal, Self

from pydantic import ConfigDict, model_validator

from referrals.model.code.discount import Discount
from referrals.model.identity import base32
from referrals.model.money import portion, to_text
from referrals.model.program.field import Minor
from referrals.model.reward.grant import Worth
from referrals.providers.rewards.reward_type import (
    Basis,
    FulfilmentReceipt,
    Handover,
    RewardTerms,
    RewardType,
)
from referrals.providers.rewards.terms import AtLeastOneMinor, Percent

LETTERS = 12  # 60 bits: too many to try at a checkout, few enough to type.


EXAMPLES: list[Any] = [
    {"kind": "discount_code", "percent": 10},
    {"kind": "discount_code", "amount_minor": 500},
]


class DiscountCodeTerms(RewardTerms):
    """Either a percentage or a fixed amount off the next order."""

    model_config = ConfigDict(json_schema_extra={"examples": EXAMPLES})
    kind: Literal["discount_code"] = "discount_code"
    percent: Percent | None = None
    amount_minor: AtLeastOneMinor | None = None
    worth_minor: Minor | None = None
    """What it takes from the budget; without it, the amount, or the percentage of this order."""

    @model_validator(mode="after")
    def _one_way_to_reckon(self) -> Self:
        if (self.amount_minor is None) == (self.percent is None):
            raise ValueError("give either percent or amount_minor")
        return self


class DiscountCode(RewardType[DiscountCodeTerms]):
    kind: ClassVar[str] = "discount_code"
    terms = DiscountCodeTerms

    def worth(self, terms: DiscountCodeTerms, basis: Basis) -> Worth:
        worth = terms.worth_minor
        if worth is None:
            worth = terms.amount_minor or portion(basis.base_minor, terms.percent or 0, 100)
        return Worth(worth_minor=worth, words=self.promise(terms, basis.currency))

    def promise(self, terms: DiscountCodeTerms, currency: str) -> str:
        if terms.amount_minor is not None:
            return f"{to_text(terms.amount_minor, currency)} off your next order"
        return f"{terms.percent}% off your next order"

    def discount(self, terms: DiscountCodeTerms, currency: str) -> Discount | None:
        return Discount(currency, terms.percent, terms.amount_minor)

    def fulfil(self, handover: Handover) -> FulfilmentReceipt:
        return FulfilmentReceipt(
            handover.code or code_of(handover.grant_key, handover.side, handover.code_key)
        )


def code_of(grant_key: str, side: str, code_key: bytes, attempt: int = 1) -> str:
    """Capitals and digits alone: every platform takes those. A later attempt is another code."""
    again = f"\n{attempt}" if attempt > 1 else ""
    text = f"{grant_key}\n{side}{again}".encode()
    number = int.from_bytes(hmac.digest(code_key, text, hashlib.sha256)[:8])
    return base32(number, LETTERS).upper()
