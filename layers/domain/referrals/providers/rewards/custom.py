"""Something of the shop's own: its server does it, told by the signed webhook, or a person does."""

from typing import Any, ClassVar, Literal

from pydantic import ConfigDict

from referrals.model.program.field import Minor, Name
from referrals.model.reward.grant import Worth
from referrals.providers.rewards.reward_type import (
    Basis,
    FulfilmentReceipt,
    Handover,
    RewardTerms,
    RewardType,
    require_hand,
)
from referrals.providers.rewards.terms import PrintedName

EXAMPLES: list[Any] = [
    {"kind": "custom", "action": "double-stamps", "name": "double stamps for a month"},
    {"kind": "custom", "action": "tasting", "name": "an evening of tasting", "by": "hand"},
]


class CustomTerms(RewardTerms):
    """What people call it, what your server calls it, and who does it."""

    model_config = ConfigDict(json_schema_extra={"examples": EXAMPLES})
    kind: Literal["custom"] = "custom"
    action: Name
    """For your server."""
    name: PrintedName
    """For people."""
    by: Literal["webhook", "hand"] = "webhook"
    worth_minor: Minor = 0
    """What it takes from the program's budget."""


class Custom(RewardType[CustomTerms]):
    kind: ClassVar[str] = "custom"
    terms = CustomTerms

    def worth(self, terms: CustomTerms, basis: Basis) -> Worth:  # noqa: ARG002
        return Worth(worth_minor=terms.worth_minor, words=terms.name)

    def promise(self, terms: CustomTerms, currency: str) -> str:  # noqa: ARG002
        return terms.name

    def fulfil(self, handover: Handover) -> FulfilmentReceipt:
        return FulfilmentReceipt(handover.code or _code_by_hand(handover))

    def revoke(self, handover: Handover) -> None:
        _code_by_hand(handover)


def _code_by_hand(handover: Handover) -> str:
    """Nothing to wait for where a server is told."""
    assert isinstance(handover.terms, CustomTerms)
    return require_hand(handover) if handover.terms.by == "hand" else ""
