"""A discount code of the person's own. The same grant always gets the same code, so a retry is
harmless; without the secret key nobody can guess one.
"""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from pydantic import ConfigDict, model_validator

from referrals.model.code.discount import Discount
from referrals.model.identity import base32
from referrals.model.money import portion, to_text
from referrals.model.program.field import Minor
from referrals.model.program.offer import FIRST_ORDER
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
    {"kind": "discount_code", "percent": 10, "when": "first_order"},
]


class DiscountCodeTerms(RewardTerms):
    """Either a percentage or a fixed amount off the next order."""

    model_config = ConfigDict(json_schema_extra={"examples": EXAMPLES})
    kind: Literal["discount_code"] = "discount_code"
    percent: Percent | None = None
    amount_minor: AtLeastOneMinor | None = None
    worth_minor: Minor | None = None
    """What it takes from the budget; without it, the amount, or the percentage of this order."""

    when: Literal["after", "first_order"] | None = None
    """The friend's alone: whether it comes after the order, or makes the first order cheaper."""
    codes: Literal["single_use"] | None = None
    """Of a gift with the first order: one code for each friend."""

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
        off = _off(terms.percent, terms.amount_minor, basis.currency)
        return Worth(worth_minor=worth, words=f"{off} off your next order")

    def promise(self, terms: DiscountCodeTerms, currency: str) -> str:
        which = "first" if terms.when == FIRST_ORDER else "next"
        return f"{_off(terms.percent, terms.amount_minor, currency)} off your {which} order"

    def discount(self, terms: DiscountCodeTerms, currency: str) -> Discount | None:
        return Discount(currency, terms.percent, terms.amount_minor)

    def fulfil(self, handover: Handover) -> FulfilmentReceipt:
        return FulfilmentReceipt(
            handover.code or code_of(handover.grant_key, handover.side, handover.code_key)
        )


def saving_words(terms: Mapping[str, Any], currency: str) -> str:
    """What a gift took off the order that used it."""
    return f"{_off(terms.get('percent'), terms.get('amount_minor'), currency)} off this order"


def _off(percent: int | None, amount_minor: int | None, currency: str) -> str:
    return f"{percent}%" if amount_minor is None else to_text(amount_minor, currency)


def code_of(grant_key: str, side: str, code_key: bytes, attempt: int = 1) -> str:
    """Capitals and digits alone: every platform takes those. A later attempt is another code."""
    again = f"\n{attempt}" if attempt > 1 else ""
    text = f"{grant_key}\n{side}{again}".encode()
    number = int.from_bytes(hmac.digest(code_key, text, hashlib.sha256)[:8])
    return base32(number, LETTERS).upper()
