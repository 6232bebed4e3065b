"""What an order is, how far its money has come or gone back, and what is known of that for good.

It is a purchase unless a fact says otherwise; a sign-up and a trial come without money.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from referrals.model.order.amounts import Amounts


class Payment(StrEnum):
    """How far the money has come, decided from the body and never from a topic's name."""

    PENDING = "pending"
    """Nothing is paid yet: draft, pending, authorised."""
    PARTIAL = "partial"
    """Some money has come; a reward waits for all of it, or stays where all had come before."""
    PAID = "paid"
    """All of it has come, now or at some time before a refund."""
    NOTHING_DUE = "nothing_due"
    """There was nothing to pay: a free or wholly gift-card order."""


@dataclass(frozen=True, slots=True)
class PaymentFact:
    """When an order was last said to be paid in full, or not to be.

    It follows from an order fact and outlasts it: a partial payment by itself doesn't tell
    whether more became due after all had been paid, or all of it has yet to come.
    """

    paid: bool
    version_ms: int
    witness: str = ""
    amounts: Amounts | None = None
    """What the order came to when all of it was paid."""

    @property
    def name(self) -> str:
        return f"payment#{'paid' if self.paid else 'unpaid'}#{self.witness}"


@dataclass(frozen=True, slots=True)
class RefundFact:
    """One refund by its own id, or the running total when a source only tells totals."""

    refund_id: str
    amount_minor: int
    version_ms: int
    cumulative: bool = False
    currency: str = ""
    """Empty when the body doesn't say: the order's currency is meant."""
    shipping_minor: int = 0
    """The part that gave shipping back: a net program never rewarded that."""
    undone_minor: int = 0
    """A refund that failed: how much of an earlier running total did not go back after all."""
    charge: str = ""
    """Whose running total has it in it, where an order is paid by several charges that each have
    one of their own; empty where the body doesn't say."""

    @property
    def name(self) -> str:
        return f"refund#{self.refund_id}"


class Act(StrEnum):
    PURCHASE = "purchase"
    """Something was ordered; perhaps a subscription began with it."""
    RENEWAL = "renewal"
    """A subscription was paid for once more."""
    SIGNUP = "signup"
    """Somebody opened an account; nothing was to pay."""
    TRIAL = "trial"
    """A subscription began that costs nothing for now."""

    @property
    def is_free(self) -> bool:
        """Whether it comes without money, so that no payment is waited for."""
        return self in (Act.SIGNUP, Act.TRIAL)


# Who says the most of one order is believed: what only a shop's own server knows comes first.
_WEIGHTIEST = (Act.SIGNUP, Act.RENEWAL, Act.TRIAL, Act.PURCHASE)


@dataclass(frozen=True, slots=True)
class ActFact:
    """That an order is more than a purchase, or that a subscription began with it."""

    act: Act
    version_ms: int
    subscription: str = ""
    """The source's own id of the subscription; empty where it tells none."""

    @property
    def name(self) -> str:
        return f"act#{self.act}"


@dataclass(frozen=True, slots=True)
class StartFact:
    """That what a renewal goes back to was decided, or decided otherwise: a reason to look again.

    What it says is read from there; `version_ms` only grows.
    """

    start_id: str
    """The order that tells it."""
    version_ms: int

    @property
    def name(self) -> str:
        return f"start#{self.start_id}"


def act_of(facts: Iterable[ActFact]) -> tuple[Act, str]:
    """What an order is by all that was said of it, and of which subscription."""
    facts = tuple(facts)
    told = {fact.act for fact in facts}
    act = next((each for each in _WEIGHTIEST if each in told), Act.PURCHASE)
    ordered = sorted(facts, key=lambda fact: (fact.act is not act, fact.name))
    return act, next((fact.subscription for fact in ordered if fact.subscription), "")
