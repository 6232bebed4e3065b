"""Every reward type by its kind; adding one is one file and one line here."""

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from referrals.model.program.offer import Terms
from referrals.providers.rewards.account_credit import AccountCredit
from referrals.providers.rewards.custom import Custom
from referrals.providers.rewards.discount_code import DiscountCode
from referrals.providers.rewards.donation import Donation
from referrals.providers.rewards.free_gift import FreeGift
from referrals.providers.rewards.gift_card import GiftCard
from referrals.providers.rewards.points import Points
from referrals.providers.rewards.reward_type import RewardTerms, RewardType
from referrals.providers.rewards.store_credit import StoreCredit

REWARD_TYPES: Mapping[str, RewardType[Any]] = {
    made.kind: made
    for made in (
        StoreCredit(),
        Points(),
        DiscountCode(),
        FreeGift(),
        GiftCard(),
        Donation(),
        Custom(),
        AccountCredit(),
    )
}

# The union of all terms, told apart by `kind`: validation and JSON schema follow the registry.
_UNION: Any = reduce(or_, (made.terms for made in REWARD_TYPES.values()))
ANY_TERMS: TypeAdapter[RewardTerms] = TypeAdapter(Annotated[_UNION, Field(discriminator="kind")])


def parse_terms(kind: str, fields: Mapping[str, Any]) -> RewardTerms:
    """The terms, checked; pydantic's ValidationError names every field that is wrong."""
    return ANY_TERMS.validate_python({**fields, "kind": kind})


def typed_terms(terms: Terms | Mapping[str, Any]) -> tuple[RewardType[Any], RewardTerms]:
    """A program's or a grant's terms with their type."""
    fields = terms.model_dump() if isinstance(terms, Terms) else dict(terms)
    parsed = parse_terms(fields["kind"], fields)
    return REWARD_TYPES[parsed.kind], parsed


def stock_terms(terms: Terms | Mapping[str, Any]) -> dict[str, Any]:
    """What tells one pool of codes from another: all that isn't so by default."""
    return typed_terms(terms)[1].model_dump(mode="json", exclude_defaults=True)


def promise(terms: Terms, currency: str) -> str:
    """What the terms promise, in a few words for people."""
    reward_type, parsed = typed_terms(terms)
    return reward_type.promise(parsed, currency)
