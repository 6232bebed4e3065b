"""Duplicates, lost answers and busy tables: one grant, whatever happens between two calls."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from awswire.dynamo import AwsError, Dynamo
from referrals.desks import audit as audit_desk
from referrals.desks import reward as reward_desk
from referrals.model.attribution.referral import RewardDecision, RewardStatus
from referrals.model.errors import UnavailableError
from referrals.model.reward.ledger import Part, person_account
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.table import Table
from referrals.wiring import clients, stores
from tests.steps.reward.turns import Orderly
from tests.world import NOW, a_program, a_refund, add_facts, an_order, hash_of, refer

pytestmark = pytest.mark.usefixtures("account")


def settle(key: str) -> RewardDecision:
    decision = settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)
    assert decision
    return decision


def apply_rules(**changes: Any) -> None:
    stores.programs().add(a_program(**changes))


def credit() -> int:
    account = person_account("adv_ada", "friends", "EUR", Part.PENDING)
    return stores.ledger().balance(account).balance


def total() -> int:
    """Every balance of the ledger added up."""
    found, _ = audit_desk.audits().audits.some_balances(None, 1000)
    balances = [balance for balance in found.values() if balance]
    return sum(balance.balance for balance in balances)


def several(count: int) -> list[str]:
    """Orders of as many friends, all brought by Ada."""
    return [
        refer(
            an_order(customer_hash=hash_of(f"friend{n}@example.com")),
            order_id=str(2000 + n),
            friend_id=f"fri_{n}",
        )
        for n in range(count)
    ]


def test_a_newer_fact_stops_a_grant_until_it_is_folded_in() -> None:
    apply_rules()
    key = refer()
    add_facts(key, a_refund(5000), folded=False)

    assert settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW) is None
    add_facts(key)

    assert settle(key).reason == "refunded"
    assert stores.grants().find(key) is None


def test_a_lost_answer_is_not_a_second_grant() -> None:
    apply_rules()
    key = refer()
    forgetful = Forgetful(clients.dynamo())
    books = replace(
        reward_desk.books(),
        ledger=replace(stores.ledger(), table=Table(forgetful, "LedgerTable")),
        pause=lambda _: None,
    )

    decision = settle_rewards(key, reward_desk.orders(), books, now=NOW)

    assert decision
    assert decision.status is RewardStatus.GRANTED
    assert credit() == 500


def test_busy_tables_are_tried_again_and_then_reported() -> None:
    apply_rules()
    key = refer()
    ledger = replace(stores.ledger(), table=Table(Busy(clients.dynamo()), "LedgerTable"))
    books = replace(reward_desk.books(), ledger=ledger, pause=lambda _: None)

    with pytest.raises(UnavailableError):
        settle_rewards(key, reward_desk.orders(), books, now=NOW)

    assert stores.grants().find(key) is None


@pytest.mark.usefixtures("one_call_at_a_time")
def test_fifty_duplicates_at_once_make_one_grant() -> None:
    # This shows that whoever comes second reads back, not that AWS is atomic.
    apply_rules(limits={"budget_minor": 500_000})
    key = refer()

    with ThreadPoolExecutor(8) as pool:
        decisions = list(pool.map(lambda _: settle(key), range(50)))

    assert {decision.status for decision in decisions} == {RewardStatus.GRANTED}
    assert (credit(), total()) == (500, 0)
    assert stores.tallies().tally("friends#advocate#adv_ada").lifetime == 1


@pytest.mark.usefixtures("one_call_at_a_time")
def test_many_friends_at_once_stay_within_the_cap() -> None:
    apply_rules(limits={"per_advocate": {"count": 3, "every": "ever"}})
    keys = several(6)

    with ThreadPoolExecutor(4) as pool:
        reasons = list(pool.map(lambda key: settle(key).reason, keys))

    assert reasons.count("all_checks_passed") == 3
    assert (credit(), total()) == (1500, 0)


@pytest.fixture
def one_call_at_a_time(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """moto breaks under threads; calls still interleave in any order."""
    orderly = Orderly(clients.dynamo())
    monkeypatch.setattr(clients, "dynamo", lambda: orderly)


class Forgetful:
    """A wire that loses the answer of the first transaction."""

    def __init__(self, dynamo: Dynamo) -> None:
        self.dynamo, self.forgot = dynamo, False

    def call(self, operation: str, request: Any) -> dict[str, Any]:
        answer = self.dynamo.call(operation, request)
        if operation == "TransactWriteItems" and not self.forgot:
            self.forgot = True
            raise AwsError("Unreachable", "the answer was lost")
        return answer


class Busy:
    """A wire on which every transaction meets another one."""

    def __init__(self, dynamo: Dynamo) -> None:
        self.dynamo = dynamo

    def call(self, operation: str, request: Any) -> dict[str, Any]:
        if operation == "TransactWriteItems":
            codes = ["ConditionalCheckFailed", "TransactionConflict"]
            raise AwsError("TransactionCanceledException", "busy", codes)
        return self.dynamo.call(operation, request)
