"""A budget split over shards, so that many grants can take from it at once and never overdraw.

A shard's `left_minor` is a permit to spend; all permits and all that is spent never exceed the
budget (or what was spent already, when a merchant lowers the budget below that).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

BUDGET_SHARDS = 8


class Shard(NamedTuple):
    number: int
    left_minor: int = 0
    spent_minor: int = 0
    version: int = 0
    """Moves with every change of the item; 0 means that it isn't stored yet."""


def fresh_shards() -> tuple[Shard, ...]:
    return tuple(Shard(number) for number in range(BUDGET_SHARDS))


def remaining_budget(budget_minor: int, shards: Sequence[Shard]) -> int:
    """The amount that may still be promised, summed over all shards."""
    return max(0, budget_minor - sum(shard.spent_minor for shard in shards))


def allocate(
    budget_minor: int, shards: Sequence[Shard], *, need_minor: int = 0, number: int = 0
) -> tuple[Shard, ...]:
    """The shards with the rest of the budget spread evenly; odd units go to the first ones.

    When a grant needs more than an even share, shard `number` gets that much first.
    """
    left = remaining_budget(budget_minor, shards)
    first = need_minor if need_minor <= left else 0
    each, odd = divmod(left - first, len(shards))
    return tuple(
        shard._replace(
            left_minor=each + (place < odd) + (first if shard.number == number else 0),
            version=shard.version + 1,
        )
        for place, shard in enumerate(shards)
    )


def pick(shards: Sequence[Shard], cost_minor: int, first: int) -> Shard | None:
    """The first shard that can pay, looking from place `first` round; None when none can."""
    around = [shards[(first + step) % len(shards)] for step in range(len(shards))]
    return next((shard for shard in around if shard.left_minor >= cost_minor), None)


class LinePlace(NamedTuple):
    """Of an order that waits, for the budget or the end of a pause: first come, first served."""

    program_id: str
    """Or the subject of a tally that has a line of its own."""
    key: str
    """The order's."""
    since: datetime | None = None
    """None for an order that would come last."""
    cost_minor: int = 0
    """What it needs of the budget at least."""
