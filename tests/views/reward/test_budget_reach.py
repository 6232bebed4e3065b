"""What is left of a budget, as the shards and the last thirty days tell it."""

from datetime import date, timedelta

import pytest

from referrals.model.insight.insight import Bucket, Counter, Move, qualified_counter
from referrals.model.program.budget import allocate, fresh_shards
from referrals.model.program.outlook import BudgetOutlook
from referrals.store.table import transact
from referrals.views.reward.budget_reach import budget_reach
from referrals.wiring import stores
from tests.world import NOW, rules

pytestmark = pytest.mark.usefixtures("account")
LIMITED = rules(limits={"budget_minor": 100_000})
TODAY = NOW.date()


def give(on: date, granted: int, regained: int = 0) -> None:
    counters = {
        qualified_counter(Counter.GRANTED_MINOR, "EUR"): granted,
        qualified_counter(Counter.REGAINED_MINOR, "EUR"): regained,
    }
    stores.insights().fold([Move(f"{on}{counters}", {Bucket("friends", on): counters})], NOW)


def spend(minor: int) -> None:
    tallies = stores.tallies()
    allotted = allocate(100_000, fresh_shards(), need_minor=minor)
    dynamo = tallies.table.dynamo
    transact(dynamo, [tallies.allot_action("friends", shard) for shard in allotted])
    transact(dynamo, [tallies.take_action("friends", 0, minor)])


def reach() -> BudgetOutlook | None:
    return budget_reach(LIMITED, stores.tallies(), stores.insights(), NOW)


def test_a_program_without_a_budget_has_no_end_of_it() -> None:
    assert budget_reach(rules(), stores.tallies(), stores.insights(), NOW) is None


def test_the_last_thirty_days_are_the_rate_less_what_came_back() -> None:
    spend(40_000)
    give(TODAY, 20_000)
    give(TODAY - timedelta(days=29), 15_000, 5000)
    give(TODAY - timedelta(days=30), 99_999)

    assert reach() == BudgetOutlook(60_000, TODAY + timedelta(days=60))


def test_a_budget_that_nothing_was_taken_from_lasts() -> None:
    assert reach() == BudgetOutlook(100_000, None)
