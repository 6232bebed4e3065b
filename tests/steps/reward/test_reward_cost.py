"""What a grant and a refund ask of DynamoDB: counted, and stated in docs/algorithms/rewards.md."""

from datetime import timedelta

import pytest

from referrals.desks import reward as reward_desk
from referrals.steps.reward.release_holds import release_holds
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import clients, stores
from tests.meter import Meter
from tests.world import NOW, a_program, a_refund, add_facts, an_order, hash_of, refer

pytestmark = pytest.mark.usefixtures("account")
FULL = {
    "webhook_url": "https://shop.example/hook",
    "limits": {"per_advocate": {"count": 20, "every": "month"}, "budget_minor": 500_000},
}


@pytest.fixture
def meter(account: None, monkeypatch: pytest.MonkeyPatch) -> Meter:
    made = Meter(clients.dynamo())
    monkeypatch.setattr(clients, "dynamo", lambda: made)
    stores.programs().add(a_program(**FULL))
    return made


def settle(key: str) -> None:
    settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)


def grant_order(order_id: str = "1") -> str:
    order = an_order(customer_hash=hash_of(f"friend{order_id}@example.com"))
    key = refer(order, order_id=order_id, friend_id=f"fri_{order_id}")
    settle(key)
    return key


def test_a_grant_is_one_transaction(meter: Meter) -> None:
    grant_order()  # The first one of a program spreads its budget, too.
    meter.calls.clear()
    order = an_order(customer_hash=hash_of("another@example.com"))
    key = refer(order, order_id="2", friend_id="fri_2")
    meter.calls.clear()

    settle(key)

    assert meter.operations == {"GetItem": 6, "Query": 1, "TransactWriteItems": 1}
    assert (len(meter.actions), meter.write_units) == (13, 30)


def test_a_withheld_reward_is_two_writes(meter: Meter) -> None:
    key = refer(an_order(test=True))
    meter.calls.clear()

    settle(key)

    assert (len(meter.actions), meter.write_units) == (2, 8)


@pytest.mark.parametrize(
    ("lost", "reads", "actions", "units"),
    [(1250, 6, 9, 22), (5000, 8, 13, 30)],
    ids=["part", "all"],
)
def test_a_refund_is_one_transaction(
    meter: Meter, lost: int, reads: int, actions: int, units: int
) -> None:
    key = grant_order()
    add_facts(key, a_refund(lost))
    meter.calls.clear()

    settle(key)

    assert meter.operations == {"GetItem": reads, "TransactWriteItems": 1}
    assert (len(meter.actions), meter.write_units) == (actions, units)


def test_a_release_is_one_transaction(meter: Meter) -> None:
    grant_order()
    meter.calls.clear()

    release_holds(reward_desk.books(), now=NOW + timedelta(days=14))

    assert meter.operations == {"Query": 1, "GetItem": 5, "TransactWriteItems": 1}
    assert (len(meter.actions), meter.write_units) == (8, 16)


def test_a_repeat_reads_once_and_writes_nothing(meter: Meter) -> None:
    key = grant_order()
    meter.calls.clear()

    settle(key)

    assert meter.operations == {"GetItem": 1}
