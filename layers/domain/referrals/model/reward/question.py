"""All that is known about one order's reward at one moment: what its target is a function of."""

from dataclasses import dataclass
from datetime import date, datetime

from referrals.model.attribution.referral import OrderFigures, Referral
from referrals.model.order.payment import Act
from referrals.model.program.budget import Shard, remaining_budget
from referrals.model.program.limit import LimitPeriod
from referrals.model.program.offer import Tier
from referrals.model.program.program import Program
from referrals.model.program.tally import Tally
from referrals.model.reward.grant import FRIEND, Grant, Side, total_worth
from referrals.model.risk.policy import RiskOutcome
from referrals.model.risk.standing import outcome_of

_UNREAD = Tally(subject="")


@dataclass(frozen=True, slots=True)
class RewardQuestion:
    """All that is known about one order's reward at one moment."""

    referral: Referral
    rules: Program
    """The version that attribution decided by: what was promised when the friend came."""
    current: Program
    """The program's newest version: says whether it is paused, and its budget."""
    period: str
    """Where it counts towards the advocate's limit."""
    sides: tuple[Side, ...]
    """Each side with its worth by the order's present state, losses left out."""
    grant: Grant | None = None
    day: str = ""
    """The order's day on the program's calendar."""
    today: Tally = _UNREAD
    """Grants of that day in the program; read where it limits them and the grant has no place."""
    advocate: Tally = _UNREAD
    """Read only where the grant has no place with this advocate yet; the friend's likewise."""
    friend: Tally = _UNREAD
    shards: tuple[Shard, ...] = ()
    """The budget's shards; read only where the grant may take something from it."""
    ahead: int = 0
    """How many orders wait for the budget before this one; read with it."""
    rules_version: int = 0
    """Which version `rules` are, and `current_version` which `current` are."""
    current_version: int = 0
    renewals: Tally = _UNREAD
    """What the friend's renewals brought so far; read where that has a ceiling."""
    full_worth_minor: int = 0
    """The advocate's part of a renewal before the ceiling cuts it."""

    @property
    def figures(self) -> OrderFigures:
        return self.referral.figures

    @property
    def base_before_gift_minor(self) -> int:
        """What the minimum is asked of: the friend's own gift doesn't make an order too small."""
        gift = self.figures.gift
        return self.figures.base_minor + (gift.saved_minor if gift else 0)

    @property
    def risk_outcome(self) -> RiskOutcome:
        """The checks' word on it, and people's above it; a renewal's first order has one, too."""
        if self.figures.renewal and self.figures.renewal.denied:
            return RiskOutcome.DENY
        return outcome_of(self.referral.risk, self.figures.review)

    @property
    def advocate_id(self) -> str:
        return self.referral.attribution.advocate_id

    @property
    def holds_place(self) -> bool:
        return self.grant is not None and self.grant.holds_place

    @property
    def keeps_advocate(self) -> bool:
        """Whether the grant's place is already that of the decision's advocate."""
        grant = self.standing_grant
        if grant is None or not grant.advocates_part:
            return False
        return grant.advocate_id == self.advocate_id

    @property
    def keeps_friend(self) -> bool:
        grant = self.standing_grant
        return grant is not None and grant.friend_id == self.referral.friend_id

    @property
    def standing_grant(self) -> Grant | None:
        return self.grant if self.grant and self.grant.holds_place else None

    @property
    def later(self) -> bool:
        """Whether the terms are those for a friend's later orders: what a grant began with stays,
        so that no side ever becomes another thing."""
        if self.grant and self.grant.sides:
            return self.grant.later
        return not self.figures.first_order

    @property
    def act(self) -> Act:
        """What it is rewarded as: what a grant began as stays."""
        if self.grant and self.grant.sides:
            return self.grant.act
        if self.figures.act is not Act.RENEWAL:
            return self.figures.act
        own = self.rules.rewards_renewals and self.figures.renewal is not None
        return Act.RENEWAL if own else Act.PURCHASE

    @property
    def is_renewal(self) -> bool:
        return self.act is Act.RENEWAL

    @property
    def ceiling_left_minor(self) -> int | None:
        """What the friend's other renewals leave of the ceiling; None without one."""
        most = self.rules.qualifies.ceiling_minor
        if most is None or not self.is_renewal:
            return None
        own = (self.standing_grant.worth_minor or 0) if self.standing_grant else 0
        used = self.renewals.worths.get(LimitPeriod.EVER.value, 0)
        return max(most - used + (own if self.keeps_friend else 0), 0)

    @property
    def cut_minor(self) -> int:
        """What the ceiling keeps back of the advocate's part."""
        left = self.ceiling_left_minor
        return 0 if left is None else max(self.full_worth_minor - left, 0)

    @property
    def tier(self) -> Tier | None:
        """The advocate's highest, by the friends who came before this one."""
        if self.grant and self.grant.sides and self.grant.advocate_id == self.advocate_id:
            return next((t for t in self.rules.tiers if t.name == self.grant.tier), None)
        return max(filter(self._is_reached, self.rules.tiers), key=lambda t: t.at, default=None)

    def _is_reached(self, tier: Tier) -> bool:
        return self.counts_on(tier.counts_from) and (
            self.advocate.count_from(tier.counts_from) + 1 >= tier.at
        )

    def counts_on(self, first: date | None) -> bool:
        """Whether this order is of a month that counts."""
        return first is None or self.day[:7] >= f"{first:%Y-%m}"

    @property
    def advocates_worth_minor(self) -> int:
        """What the advocate's part counts towards their limit of the period."""
        return total_worth(side for side in self.sides if side.role != FRIEND)

    @property
    def most_worth_minor(self) -> int | None:
        """What an advocate's rewards of a period may be worth; None without such a limit."""
        limit = self.rules.limits.per_advocate
        return limit.at_most_minor if limit else None

    @property
    def used_worth_minor(self) -> int:
        """What the advocate's other rewards of the period count."""
        own = self.standing_grant.worth_minor if self.keeps_advocate and self.standing_grant else 0
        return max(self.advocate.worths.get(self.period, 0) - (own or 0), 0)

    @property
    def least_advocates_worth_minor(self) -> int:
        """With a side that was given before at its old worth at most, as for the budget."""
        return sum(self._least(side) for side in self.sides if side.role != FRIEND)

    @property
    def cost_minor(self) -> int:
        """What all of it takes from the budget."""
        return total_worth(self.sides)

    @property
    def least_cost_minor(self) -> int:
        """The smallest amount that the budget must have left. A side that was given before counts
        with its old worth at most: a rise is given only as far as the budget goes."""
        return sum(self._least(side) for side in self.sides)

    def known_side(self, fresh: Side) -> Side | None:
        """The side that the grant already has for the role and person of `fresh`."""
        sides = self.grant.sides if self.grant else ()
        same = (s for s in sides if (s.role, s.person_id) == (fresh.role, fresh.person_id))
        return next(same, None)

    def _least(self, fresh: Side) -> int:
        given = self.known_side(fresh)
        worth = fresh.worth.worth_minor
        return min(worth, given.worth.worth_minor) if given else worth

    @property
    def budget_minor(self) -> int | None:
        """None where the program has no budget, and for a grant from before it had one."""
        outside = self.standing_grant is not None and self.standing_grant.budget_minor is None
        return None if outside else self.current.limits.budget_minor

    @property
    def waiting_since(self) -> datetime | None:
        """Since when this order waits for the budget, or for a paused program."""
        reward = self.referral.reward
        return reward.facts.waiting_since if reward and reward.facts else None

    @property
    def budget_left_minor(self) -> int:
        """What there is to pay it from, with what the grant took before."""
        assert self.budget_minor is not None
        taken = self.standing_grant.budget_minor if self.standing_grant else 0
        return remaining_budget(self.budget_minor, self.shards) + (taken or 0)


def cut_side(side: Side, left_minor: int | None) -> Side:
    """As much of a counted side as the ceiling leaves; a thing isn't divisible, and stays whole."""
    worth = side.worth
    if left_minor is None or not side.is_counted or worth.worth_minor <= left_minor:
        return side
    amount = worth.amount * left_minor // worth.worth_minor
    cut = worth.model_copy(update={"amount": amount, "worth_minor": left_minor})
    return side.model_copy(update={"worth": cut})
