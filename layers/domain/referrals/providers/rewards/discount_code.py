"""A discount code of the person's own. The same grant always gets the same code, so a retry is
harmless; without the secret key nobody can guess one.
"""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from referrals.model.code.discount import Discount
from referrals.model.identity import base32
from referrals.model.link.offer_terms import FIRST_ORDER, JOINT
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
    {"kind": "discount_code", "percent": 20, "minimum_minor": 2000, "ends_days": 90},
    {"kind": "discount_code", "free_shipping": True, "worth_minor": 490},
    {"kind": "discount_code", "percent": 10, "when": "first_order"},
    {"kind": "discount_code", "percent": 10, "when": "first_order", "codes": "shared"},
]


ProductId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_:/.-]{1,100}$")]


class DiscountCodeTerms(RewardTerms):
    """A percentage, a fixed amount or the shipping off an order; and on which orders."""

    model_config = ConfigDict(json_schema_extra={"examples": EXAMPLES})
    kind: Literal["discount_code"] = "discount_code"
    percent: Percent | None = None
    amount_minor: AtLeastOneMinor | None = None
    worth_minor: Minor | None = None
    """What it takes from the budget; without it, the amount, or the percentage of this order."""
    free_shipping: bool = False
    minimum_minor: AtLeastOneMinor | None = None
    """What the order's goods must come to."""
    products: Annotated[tuple[ProductId, ...], Field(max_length=100)] = ()
    """Ids as the shop itself writes them; without them, all that it sells."""
    first_order_only: bool = False
    """For customers who never ordered before, as the shop knows them."""
    once_per_customer: bool = False
    personal: bool = False
    """For the person's own e-mail address alone, where it is known."""
    ends_days: Annotated[int, Field(ge=1, le=1825, strict=True)] | None = None
    """How long the code is taken, from the day it is handed over."""

    when: Literal["after", "first_order"] | None = None
    """The friend's alone: whether it comes after the order, or makes the first order cheaper."""
    codes: Literal["single_use", "shared"] | None = None
    """Of a gift with the first order: one code for each friend, or one for each link."""

    @model_validator(mode="after")
    def _one_way_to_reckon(self) -> Self:
        ways = (self.amount_minor is not None, self.percent is not None, self.free_shipping)
        if sum(ways) != 1:
            raise ValueError("give one of percent, amount_minor and free_shipping")
        return self


class DiscountCode(RewardType[DiscountCodeTerms]):
    kind: ClassVar[str] = "discount_code"
    terms = DiscountCodeTerms

    def worth(self, terms: DiscountCodeTerms, basis: Basis) -> Worth:
        worth = terms.worth_minor
        if worth is None:
            worth = terms.amount_minor or portion(basis.base_minor, terms.percent or 0, 100)
        return Worth(worth_minor=worth, words=_promise(terms, basis.currency, "next"))

    def promise(self, terms: DiscountCodeTerms, currency: str) -> str:
        which = "first" if terms.when == FIRST_ORDER else "next"
        return _promise(terms, currency, which)

    def discount(self, terms: DiscountCodeTerms, currency: str) -> Discount | None:
        return Discount(
            currency,
            terms.percent,
            terms.amount_minor,
            free_shipping=terms.free_shipping,
            minimum_minor=terms.minimum_minor,
            first_order_only=terms.first_order_only,
            once_per_customer=terms.once_per_customer,
            products=terms.products,
            endless=terms.codes == JOINT,
            personal=terms.personal,
            ends_days=terms.ends_days,
        )

    def fulfil(self, handover: Handover) -> FulfilmentReceipt:
        return FulfilmentReceipt(
            handover.code or code_of(handover.grant_key, handover.side, handover.code_key)
        )


def _promise(terms: DiscountCodeTerms, currency: str, which: str) -> str:
    least, minimum = "", terms.minimum_minor
    if minimum is not None:
        least = f" of {to_text(minimum, currency)} or more"
    if terms.free_shipping:
        return f"free shipping on your {which} order{least}"
    return f"{_off(terms.percent, terms.amount_minor, currency)} off your {which} order{least}"


def saving_words(terms: Mapping[str, Any], currency: str) -> str:
    """What a gift took off the order that used it."""
    if terms.get("free_shipping"):
        return "free shipping on this order"
    return f"{_off(terms.get('percent'), terms.get('amount_minor'), currency)} off this order"


def _off(percent: int | None, amount_minor: int | None, currency: str) -> str:
    return f"{percent}%" if amount_minor is None else to_text(amount_minor, currency)


def code_of(grant_key: str, side: str, code_key: bytes, attempt: int = 1) -> str:
    """Capitals and digits alone: every platform takes those. A later attempt is another code."""
    again = f"\n{attempt}" if attempt > 1 else ""
    text = f"{grant_key}\n{side}{again}".encode()
    number = int.from_bytes(hmac.digest(code_key, text, hashlib.sha256)[:8])
    return base32(number, LETTERS).upper()
