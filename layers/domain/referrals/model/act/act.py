"""What a friend did: order, renew a subscription, sign up, begin a trial. Two facts tell it.

An order is a purchase unless a fact says otherwise; a sign-up and a trial are orders without money.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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


def months_after(moment: datetime, months: int) -> datetime:
    """The same day and hour so many months later, or the month's last day where it has no such
    day: 31 January and one month is 28 February."""
    month = moment.month - 1 + months
    year, month = moment.year + month // 12, month % 12 + 1
    day = min(moment.day, monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day)
