"""How many grants a second several writers make at once, on AWS's own DynamoDB Local.

`python -m bench.rate` prints grants a second, and transactions sent for each grant: the first
falls on this machine, the second tells how often writers were in each other's way.
"""

import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Any, NamedTuple

import pytest

from awswire.dynamo import Dynamo
from bench.page import table, write
from referrals.desks import reward as reward_desk
from referrals.model.errors import UnavailableError
from referrals.model.program.budget import BUDGET_SHARDS
from referrals.steps.program.allocate_budget import allocate_budget
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import clients, stores
from tests.oracle import oracle_account
from tests.world import NOW, a_program, an_advocate, an_order, hash_of, refer

WRITERS = 8
GRANTS = 48
ROUNDS = 2
BUDGET = 10**9
AGAIN = 50
"""How often the stream would bring an order back for which the tables were busy."""


class GrantRate(NamedTuple):
    case: str
    a_second: float
    transactions: float
    """For each grant."""

    def row(self) -> tuple[str, str, str]:
        return self.case, f"{self.a_second:.0f}", f"{self.transactions:.2f}"


class CountingDynamo:
    """Counts the transactions that are sent."""

    def __init__(self, dynamo: Dynamo) -> None:
        self.dynamo, self.transactions = dynamo, 0

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        self.transactions += operation == "TransactWriteItems"
        return self.dynamo.call(operation, request)


def main() -> int:
    rates = []
    for case, (advocates, limits) in CASES.items():
        rates.append(_best(case, advocates, limits))
        print(*rates[-1].row(), sep="\t", flush=True)
    titles = ("grants at once", "a second", "transactions for each")
    write("rates", table(titles, [each.row() for each in rates]))
    return 0


def _best(case: str, advocates: int, limits: Mapping[str, Any]) -> GrantRate:
    """Of some rounds: what else the machine does only ever slows it down."""
    rates = [_measure(case, advocates, limits) for _ in range(ROUNDS)]
    return max(rates, key=lambda rate: rate.a_second)


def _measure(case: str, advocates: int, limits: Mapping[str, Any]) -> GrantRate:
    with pytest.MonkeyPatch.context() as patch, oracle_account(patch):
        stores.programs().add(a_program(limits={"per_friend": 1, **limits}))
        if "budget_minor" in limits:
            allocate_budget("friends", BUDGET, stores.tallies())
        keys = [_refer(number, f"adv_{number % advocates}") for number in range(GRANTS)]
        counting = CountingDynamo(clients.dynamo())
        patch.setattr(clients, "dynamo", lambda: counting)
        begun = perf_counter()
        with ThreadPoolExecutor(WRITERS) as pool:
            list(pool.map(_settle, keys))
        return GrantRate(case, GRANTS / (perf_counter() - begun), counting.transactions / GRANTS)


def _refer(number: int, advocate_id: str) -> str:
    if stores.people().find(advocate_id) is None:
        stores.people().add(an_advocate(f"{advocate_id}@example.com", advocate_id))
    order = an_order(customer_hash=hash_of(f"friend{number}@example.com"))
    return refer(order, order_id=str(number), friend_id=f"fri_{number}", advocate_id=advocate_id)


def _settle(key: str) -> None:
    for _ in range(AGAIN):
        try:
            assert settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)
        except UnavailableError:
            continue
        return
    raise AssertionError(f"{key} was never granted")


CASES: Mapping[str, tuple[int, Mapping[str, Any]]] = {
    "one advocate": (1, {}),
    "one advocate, a limit": (1, {"per_advocate": {"count": 10**6, "every": "ever"}}),
    "as many advocates": (GRANTS, {}),
    "as many advocates, a day's limit": (GRANTS, {"per_day": 10**6}),
    f"as many advocates, a budget in {BUDGET_SHARDS} shards": (GRANTS, {"budget_minor": BUDGET}),
}


if __name__ == "__main__":
    sys.exit(main())
