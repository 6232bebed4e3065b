"""Permits to spend never exceed the budget, whoever takes from it meanwhile."""

import pytest

from referrals.model.program.budget import Shard
from referrals.steps.program.allocate_budget import allocate_budget
from referrals.store.table import CancelledError, transact
from referrals.wiring import clients, stores

pytestmark = pytest.mark.usefixtures("account")


def allocate(budget: int | None, **need: int) -> None:
    allocate_budget("friends", budget, stores.tallies(), **need)


def shards() -> tuple[Shard, ...]:
    return stores.tallies().shards("friends")


def take(number: int, amount: int) -> None:
    transact(clients.dynamo(), [stores.tallies().take_action("friends", number, amount)])


def test_a_budget_is_spread_to_the_last_cent() -> None:
    allocate(1003)

    assert sum(shard.left_minor for shard in shards()) == 1003


def test_repeating_it_writes_nothing() -> None:
    allocate(1003)
    before = shards()

    allocate(1003)

    assert shards() == before


def test_what_was_spent_stays_spent() -> None:
    allocate(800)
    take(0, 60)

    allocate(400)

    assert sum(shard.left_minor for shard in shards()) == 340
    assert sum(shard.spent_minor for shard in shards()) == 60


def test_a_budget_below_what_was_spent_leaves_nothing() -> None:
    allocate(800)
    take(0, 100)

    allocate(50)

    assert {shard.left_minor for shard in shards()} == {0}


def test_a_shard_pays_no_more_than_it_has() -> None:
    allocate(800)

    with pytest.raises(CancelledError):
        take(0, 101)


def test_a_large_need_is_gathered_on_one_shard() -> None:
    allocate(800)

    allocate(800, need_minor=700, number=3)

    assert shards()[3].left_minor >= 700
    assert sum(shard.left_minor for shard in shards()) == 800


def test_no_budget_needs_no_shards() -> None:
    allocate(None)

    assert {shard.version for shard in shards()} == {0}
