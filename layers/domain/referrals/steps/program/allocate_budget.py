"""Allocates a program's budget over its shards: when rules are applied, and when a shard runs dry.

All shards move in one transaction that fails if any was touched, so at no moment do permits and
spending together exceed the budget. Repeating it changes nothing.
"""

from referrals.model.errors import UnavailableError
from referrals.model.program.budget import allocate
from referrals.store.program.limit import Tallies
from referrals.store.table import CancelledError, transact

TRIES = 8


def allocate_budget(
    program_id: str,
    budget_minor: int | None,
    tallies: Tallies,
    *,
    need_minor: int = 0,
    number: int = 0,
) -> None:
    """`need_minor` goes to shard `number` first, for a grant that needs more than its share."""
    if budget_minor is None:
        return
    for _ in range(TRIES):
        shards = tallies.shards(program_id)
        wanted = allocate(budget_minor, shards, need_minor=need_minor, number=number)
        if [s.left_minor for s in shards] == [w.left_minor for w in wanted]:
            return
        try:
            transact(
                tallies.table.dynamo,
                [tallies.allot_action(program_id, shard) for shard in wanted],
            )
        except CancelledError:
            continue
        return
    raise UnavailableError("the budget is being used right now.", remedy="Try again.")
