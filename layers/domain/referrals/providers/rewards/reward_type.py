"""What a reward type is: terms a merchant can write, what they are worth, and how to hand over."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from pydantic import BaseModel, ConfigDict

from referrals.model.code.discount import Discount
from referrals.model.delivery.outbox import BY_HAND
from referrals.model.errors import RefusedError
from referrals.model.reward.grant import Worth


class RewardTerms(BaseModel):
    """The fields of one type in `program.yaml`; each type narrows `kind` to its own name."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: str


@dataclass(frozen=True, slots=True)
class Basis:
    """The order that a reward is reckoned from."""

    base_minor: int
    """What a percentage is taken from, by the program's own rule."""
    currency: str


@dataclass(frozen=True, slots=True)
class Handover:
    """One thing to hand over or to take back; equal for every try at it."""

    grant_key: str
    side: str
    terms: RewardTerms
    code_key: bytes
    """Secret: what deterministic codes are made with."""
    code: str = ""
    """What the person was given before, where it went back and stands again."""
    by_hand: str | None = None
    """The code that a person said is there, perhaps empty; None until somebody did it."""


@dataclass(frozen=True, slots=True)
class FulfilmentReceipt:
    """What came of a handover."""

    code: str = ""
    """For the person: what to enter or show."""


class ByHandError(RefusedError):
    """Only a person can do it: it waits on the to-do list."""

    code = BY_HAND


def require_hand(handover: Handover) -> str:
    """The code that a person entered."""
    if handover.by_hand is None:
        raise ByHandError("a person must do this.", remedy="`goodword todo list` has it.")
    return handover.by_hand


class RewardType[T: RewardTerms](Protocol):
    """One file and one line in `registry` make one of these."""

    kind: ClassVar[str]
    terms: type[T]

    def worth(self, terms: T, basis: Basis) -> Worth:
        """Called while a reward is decided, perhaps several times: pure, integers only.

        An `asset` means that the ledger counts it and nothing is handed over. Nothing may be
        raised: whatever can be wrong with terms is refused when the program is applied.
        """
        ...

    def promise(self, terms: T, currency: str) -> str:
        """The terms in a few words for people, before there is any order: `10% off`."""
        ...

    def discount(self, terms: T, currency: str) -> Discount | None:  # noqa: ARG002
        """What a shop makes a code of, where the program says so; None where it can't."""
        return None

    def credit_minor(self, terms: T) -> int | None:  # noqa: ARG002
        """What a shop books to the person's account there; None for everything else."""
        return None

    def card_minor(self, terms: T) -> int | None:  # noqa: ARG002
        """What a gift card that a shop makes of it is worth; None for everything else."""
        return None

    def fulfil(self, handover: Handover) -> FulfilmentReceipt:  # noqa: ARG002
        """Called once the hold is over, and again whenever an answer was lost: safe to repeat.

        UnavailableError: tried again later. RefusedError: parked until a person has looked.
        Never called for what the ledger counts.
        """
        return FulfilmentReceipt()

    def revoke(self, handover: Handover) -> None:  # noqa: ARG002
        """Called when the order went back after `fulfil`; safe to repeat, errors as there.

        A thing that was used up already is let go: nobody is asked to pay it back.
        """
        return
