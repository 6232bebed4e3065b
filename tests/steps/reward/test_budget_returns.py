"""What a grant took from the budget goes back to the very shard it came from."""

import pytest

from referrals.model.order.conversion import Fact
from referrals.model.program.budget import BUDGET_SHARDS
from referrals.wiring import stores
from tests.corrector import CANCELLED, correct_order, grant, place_order, record_and_wake, shop
from tests.world import a_refund

pytestmark = pytest.mark.usefixtures("account")
BUDGET = {"budget_minor": 8 * 920}
"""Enough for eight orders and no more: the last ones are paid from wherever something is left."""


def spent_by_shard() -> list[int]:
    shards = stores.tallies().shards("friends")
    assert all(shard.left_minor >= 0 for shard in shards)
    return [shard.spent_minor for shard in shards]


@pytest.mark.parametrize("fact", [CANCELLED, a_refund(5000)], ids=["called off", "given back"])
def test_whoever_paid_is_paid_back(fact: Fact) -> None:
    shop(hold_days=0, limits=BUDGET)
    orders = [str(number) for number in range(1001, 1001 + BUDGET_SHARDS)]
    for order_id in orders:
        place_order(order_id, f"friend-{order_id}@example.com")
    assert sum(spent_by_shard()) == 8 * 920

    for order_id in orders:
        record_and_wake(fact, order_id=order_id)

    assert spent_by_shard() == [0] * BUDGET_SHARDS


def test_a_correction_to_nobody_pays_back_who_paid() -> None:
    shop(hold_days=0, limits=BUDGET)
    for order_id in range(2001, 2008):
        place_order(str(order_id), f"friend-{order_id}@example.com")
    before = spent_by_shard()
    place_order()
    paid = [after - was for after, was in zip(spent_by_shard(), before, strict=True)]
    assert paid.index(920) == grant().shard % BUDGET_SHARDS

    correct_order(None)

    assert spent_by_shard() == before
