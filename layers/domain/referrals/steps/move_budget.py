"""What a correction takes from the program's budget, and gives back to it."""

from collections.abc import Iterator

from referrals.model.budget import BUDGET_SHARDS
from referrals.model.grant import Grant, Side, total_worth
from referrals.model.reward_rule import Case
from referrals.steps.allocate_budget import allocate_budget
from referrals.store.books import Action, Books, Role


def friends_share(grant: Grant) -> int:
    """Of what the grant took from the budget, the part that stays with the friend."""
    return min(total_worth(grant.friends_part), grant.budget_minor or 0)


def cost_of(grant: Grant, case: Case, given: tuple[Side, ...]) -> int:
    """What the budget pays more than the grant took; below 0 when it gets something back.

    What is given while the program has no budget takes nothing, as with any grant.
    """
    if grant.budget_minor is None:
        return 0
    due = friends_share(grant)
    if case.budget_left_minor is not None:
        due += total_worth(given)
    return due - grant.budget_minor


def gather(grant: Grant, cost: int, books: Books) -> None:
    """Permits to the shard of this grant, which alone may pay for it."""
    program_id = grant.program_id
    budget = books.programs.get(program_id).rules.limits.budget_minor
    number = grant.shard % BUDGET_SHARDS
    allocate_budget(books.tallies, program_id, budget, need_minor=cost, number=number)


def budget_actions(grant: Grant, cost: int, books: Books) -> Iterator[Action]:
    tallies, program_id = books.tallies, grant.program_id
    if cost > 0:
        yield Role.BUDGET, tallies.take_action(program_id, grant.shard, cost)
    if cost < 0:
        yield Role.BUDGET, tallies.return_action(program_id, grant.shard, -cost)
