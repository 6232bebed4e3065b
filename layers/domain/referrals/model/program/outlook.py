"""How far a budget reaches: what is left of it, and until when at the rate of late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from referrals.model.program.budget import Shard, remaining_budget

RATE_DAYS = 30
# Beyond it, "until 2190" would only pretend to know.
_FURTHEST = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class BudgetOutlook:
    left_minor: int
    lasts_until: date | None
    """The last day that it pays for whole, at the rate of the last thirty days; None where nothing
    was given in them, or it reaches further than ten years."""


def budget_outlook(
    budget_minor: int, shards: Sequence[Shard], given_minor: int, today: date
) -> BudgetOutlook:
    """`given_minor` is what the last RATE_DAYS cost, less what came back of it."""
    left = remaining_budget(budget_minor, shards)
    if given_minor <= 0:
        return BudgetOutlook(left, None)
    days = timedelta(days=min(left * RATE_DAYS // given_minor, _FURTHEST.days + 1))
    return BudgetOutlook(left, today + days if days <= _FURTHEST else None)
