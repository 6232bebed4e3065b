"""What a grant and a refund ask of DynamoDB: counted, and stated in docs/algorithms/rewards.md."""

from collections import Counter
from datetime import timedelta
from math import ceil
from typing import Any

import pytest

from awswire.dynamo import Dynamo
from referrals.desks import reward as reward_desk
from referrals.steps.reward.release_holds import release_holds
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import clients, stores
from tests.world import NOW, a_program, a_refund, add_facts, an_order, hash_of, refer

pytestmark = pytest.mark.usefixtures("account")
FULL = {
    "webhook_url": "https://shop.example/hook",
    "limits": {"per_advocate": {"count": 20, "every": "month"}, "budget_minor": 500_000},
}


class Meter:
    """A wire that notes every request."""

    def __init__(self, dynamo: Dynamo) -> None:
        self.dynamo, self.calls = dynamo, list[tuple[str, Any]]()

    def call(self, operation: str, request: Any) -> dict[str, Any]:
        self.calls.append((operation, request))
        return self.dynamo.call(operation, request)

    @property
    def operations(self) -> Counter[str]:
        return Counter(operation for operation, _ in self.calls)

    @property
    def actions(self) -> list[dict[str, Any]]:
        transactions = [r for operation, r in self.calls if operation == "TransactWriteItems"]
        return [next(iter(each.values())) for r in transactions for each in r["TransactItems"]]

    @property
    def write_units(self) -> int:
        """Two for each kilobyte begun of an item in a transaction; indexes are apart."""
        return sum(2 * ceil(size(self.stored_item(action)) / 1024) for action in self.actions)

    def stored_item(self, action: dict[str, Any]) -> Any:
        if "Item" in action:
            return action["Item"]
        place = {"TableName": action["TableName"], "Key": action["Key"]}
        return self.dynamo.call("GetItem", place)["Item"]


def size(item: dict[str, Any]) -> int:
    """As DynamoDB reckons an item: names and values, with a little for every nesting."""
    return sum(len(name.encode()) + _value(value) for name, value in item.items())


def _value(typed: dict[str, Any]) -> int:
    ((kind, value),) = typed.items()
    match kind:
        case "S":
            return len(value.encode())
        case "N":
            return ceil(len(value) / 2) + 1
        case "M":
            return 3 + size(value) + len(value)
        case "L":
            return 3 + sum(1 + _value(each) for each in value)
    return 1


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

    assert (len(meter.actions), meter.write_units) == (2, 6)


@pytest.mark.parametrize(
    ("lost", "reads", "actions", "units"),
    [(1250, 6, 8, 20), (5000, 8, 12, 26)],
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
