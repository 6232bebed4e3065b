"""What an order came to, and what it would have come to by other rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from referrals.model.attribution.referral import AttributionDecision, RewardDecision
from referrals.model.money import portion
from referrals.model.reward.grant import Grant, Side

UNATTRIBUTED = "unattributed"


class OrderShare(NamedTuple):
    """What one person has of an order."""

    role: str
    person_id: str
    kind: str
    amount: int
    asset: str
    words: str


@dataclass(frozen=True, slots=True)
class OrderOutcome:
    status: str
    """`granted`, `withheld`, `reversed`; `unattributed` where nobody brought it."""
    reason: str
    advocate_id: str
    shares: tuple[OrderShare, ...] = ()
    """What stands, for whom."""
    cost_minor: int = 0
    """What that is worth, as the budget counts it."""

    @property
    def effect(self) -> tuple[object, ...]:
        """What people notice: who has what, and whose friend it was."""
        return self.advocate_id, self.shares


@dataclass(frozen=True, slots=True)
class OrderChange:
    key: str
    decided_at: datetime
    before: OrderOutcome
    after: OrderOutcome

    @property
    def people(self) -> frozenset[tuple[str, str]]:
        """Role and id of whoever would have had otherwise."""
        was, would = set(self.before.shares), set(self.after.shares)
        return frozenset((each.role, each.person_id) for each in was ^ would)

    @property
    def is_touched(self) -> bool:
        return self.before.effect != self.after.effect

    @property
    def cost_minor(self) -> int:
        """How much dearer it would have been; below 0 where cheaper."""
        return self.after.cost_minor - self.before.cost_minor


@dataclass(frozen=True, slots=True)
class ProposalEffect:
    """What other rules would have made of a stretch of the past."""

    orders: int
    """Those that were decided by both."""
    unknown: int
    """Those that can't be decided again: what they rested on wasn't kept."""
    changes: tuple[OrderChange, ...]
    """The orders that would have been touched, in the order in which they were decided."""
    cost_before_minor: int
    cost_after_minor: int
    cut: bool = False
    """Whether there are more orders, which weren't looked at."""

    @property
    def cost_minor(self) -> int:
        return self.cost_after_minor - self.cost_before_minor

    @property
    def gains(self) -> int:
        """Orders that earned nothing and would have earned something."""
        return sum(not c.before.shares and bool(c.after.shares) for c in self.changes)

    def people(self, role: str) -> int:
        """How many of them would have had otherwise, each once, however many orders."""
        found = set[tuple[str, str]]().union(*(each.people for each in self.changes))
        return sum(each == role for each, _ in found)

    @property
    def losses(self) -> int:
        """Orders that earned something and would have earned nothing."""
        return sum(bool(c.before.shares) and not c.after.shares for c in self.changes)


def effect_of(changes: Iterable[OrderChange], unknown: int, *, cut: bool = False) -> ProposalEffect:
    known = sorted(changes, key=lambda each: (each.decided_at, each.key))
    return ProposalEffect(
        orders=len(known),
        unknown=unknown,
        changes=tuple(each for each in known if each.is_touched),
        cost_before_minor=sum(each.before.cost_minor for each in known),
        cost_after_minor=sum(each.after.cost_minor for each in known),
        cut=cut,
    )


def outcome_of(
    attribution: AttributionDecision, decision: RewardDecision | None, grant: Grant | None
) -> OrderOutcome:
    """`grant` as it is after the decision."""
    shares = tuple(_share(side) for side in grant.sides if side.remaining) if grant else ()
    cost = sum(map(_cost, grant.sides)) if grant else 0
    if decision is None:
        return OrderOutcome(UNATTRIBUTED, attribution.reason, "")
    advocate_id = attribution.advocate_id
    return OrderOutcome(decision.status.value, decision.reason, advocate_id, shares, cost)


def _share(side: Side) -> OrderShare:
    worth = side.worth
    return OrderShare(
        side.role, side.person_id, side.kind, side.remaining, worth.asset, worth.words
    )


def _cost(side: Side) -> int:
    amount = side.worth.amount
    return portion(side.worth.worth_minor, side.remaining, amount) if amount else 0
