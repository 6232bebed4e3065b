"""Both sides or neither, once, and never more than the limits allow."""

from dataclasses import replace
from typing import Any

import pytest

from referrals.desks import audit as audit_desk
from referrals.desks import reward as reward_desk
from referrals.model.attribution.referral import RewardDecision, RewardStatus, Verdict
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.order.conversion import CancellationFact
from referrals.model.program.budget import remaining_budget
from referrals.model.program.program import AppliedProgram
from referrals.model.reward.grant import Grant, GrantStatus
from referrals.model.reward.ledger import Part, person_account
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import clients, stores
from tests.world import AT, NOW, a_program, a_refund, add_facts, an_order, hash_of, refer, rules

pytestmark = pytest.mark.usefixtures("account")


def settle(key: str) -> RewardDecision:
    decision = settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)
    assert decision
    return decision


def apply_rules(**changes: Any) -> None:
    stores.programs().add(a_program(**changes))


def grant_of(key: str) -> Grant:
    return stores.grants().get(key)


def credit(person_id: str = "adv_ada", part: Part = Part.PENDING, asset: str = "EUR") -> int:
    return stores.ledger().balance(person_account(person_id, "friends", asset, part)).balance


def total() -> int:
    """Every balance of the ledger added up."""
    found, _ = audit_desk.audits().audits.some_balances(None, 1000)
    balances = [balance for balance in found.values() if balance]
    return sum(balance.balance for balance in balances)


def outbox() -> dict[str, OutboxItem]:
    items = clients.table("outbox").scan()
    return {item["item_id"].split("#", 3)[3]: OutboxItem.model_validate(item) for item in items}


def several(count: int, **changes: Any) -> list[str]:
    """Orders of as many friends, all brought by Ada."""
    return [
        refer(
            an_order(customer_hash=hash_of(f"friend{n}@example.com")),
            order_id=str(2000 + n),
            friend_id=f"fri_{n}",
            **changes,
        )
        for n in range(count)
    ]


class TestGranting:
    def test_both_sides_are_held_and_told(self) -> None:
        apply_rules()

        decision = settle(refer())

        assert decision.status is RewardStatus.GRANTED
        assert credit() == 500
        assert grant_of("friends#shopify#1001").status is GrantStatus.HELD
        assert set(outbox()) == {"thanks", "welcome"}

    def test_the_books_add_up_to_zero(self) -> None:
        apply_rules()

        settle(refer())

        assert total() == 0

    def test_without_a_hold_it_is_theirs_at_once(self) -> None:
        apply_rules(hold_days=0)

        key = refer()
        settle(key)

        assert credit(part=Part.AVAILABLE) == 500
        assert grant_of(key).status is GrantStatus.AVAILABLE
        assert set(outbox()) == {"thanks", "reward-friend"}

    def test_a_repeat_changes_nothing(self) -> None:
        apply_rules()
        key = refer()

        first, again = settle(key), settle(key)

        assert first == again
        assert credit() == 500

    def test_a_webhook_is_told_where_one_is_wanted(self) -> None:
        apply_rules(webhook_url="https://shop.example/hook")

        settle(refer())

        assert outbox()["webhook-granted"].data["sides"][0]["amount"] == 500

    def test_the_promised_version_of_the_rules_holds(self) -> None:
        apply_rules()
        key = refer()
        offer = rules().offers[0].model_dump() | {
            "advocate": {"kind": "store_credit", "amount_minor": 900}
        }
        newer = rules(offers=[offer])
        stores.programs().add(
            AppliedProgram(program_id="friends", version=2, applied_at=NOW, rules=newer)
        )

        settle(key)

        assert credit() == 500

    def test_a_milestone_comes_in_the_same_piece(self) -> None:
        apply_rules(milestones=[{"at": 2, "reward": {"kind": "points", "amount": 50}}])

        for key in several(3):
            settle(key)

        assert credit(asset="points") == 50
        assert [len(grant_of(f"friends#shopify#{n}").sides) for n in (2000, 2001, 2002)] == [
            2,
            3,
            2,
        ]

    def test_a_milestone_that_was_given_is_not_given_again(self) -> None:
        apply_rules(milestones=[{"at": 2, "reward": {"kind": "points", "amount": 50}}])
        first, second, third = several(3)
        settle(first)
        settle(second)

        add_facts(first, CancellationFact("customer", AT * 1000))
        settle(first)
        settle(third)

        assert stores.tallies().tally("friends#advocate#adv_ada").lifetime == 2
        assert credit(asset="points") == 50

    def test_what_was_refunded_before_is_left_out(self) -> None:
        apply_rules()

        settle(refer(an_order(), a_refund(1000)))

        assert credit() == 400

    def test_an_unattributed_order_is_left_alone(self) -> None:
        apply_rules()
        key = refer(status="unattributed")

        assert settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW) is None

    def test_advocate_and_friend_are_never_one_person(self) -> None:
        apply_rules()
        key = refer(friend_id="adv_ada")

        with pytest.raises(AssertionError):
            settle(key)

        assert stores.grants().find(key) is None


class TestWithholding:
    def test_nobody_gets_anything_and_both_learn_why(self) -> None:
        apply_rules(paused=True)
        key = refer()

        decision = settle(key)

        assert decision.reason == "program_paused"
        assert stores.grants().find(key) is None
        assert stores.referrals().get(key).reward == decision
        assert set(outbox()) == {"withheld-advocate-1", "withheld-friend-1"}
        assert outbox()["withheld-friend-1"].data["reason"] == "program_paused"

    def test_the_merchant_is_told_the_reason(self) -> None:
        apply_rules(paused=True, webhook_url="https://shop.example/hook")

        settle(refer())

        assert outbox()["webhook-withheld-1"].data["reason"] == "program_paused"

    def test_a_newer_fact_is_a_new_chance(self) -> None:
        apply_rules(qualifies={"minimum_minor": 6000})
        key = refer()
        settle(key)

        larger = an_order().amounts
        add_facts(key, an_order(amounts=replace(larger, gross_minor=9000), version_ms=9**15))

        assert settle(key).status is RewardStatus.GRANTED

    def test_an_unknown_friend_is_not_rewarded(self) -> None:
        apply_rules()

        assert settle(refer(an_order(customer_hash=""))).reason == "friend_unknown"


class TestLimits:
    def test_the_advocate_s_cap_holds(self) -> None:
        apply_rules(limits={"per_advocate": {"count": 2, "every": "month"}})

        reasons = [settle(key).reason for key in several(3)]

        assert reasons == ["all_checks_passed", "all_checks_passed", "advocate_limit"]
        assert credit() == 1000

    def test_a_friend_is_rewarded_as_often_as_allowed(self) -> None:
        apply_rules(qualifies={"on": "purchase"}, limits={"per_friend": 2})

        reasons = [settle(refer(order_id=str(n))).reason for n in (1, 2, 3)]

        assert reasons[2] == "friend_limit"

    def test_the_budget_is_never_overdrawn(self) -> None:
        apply_rules(limits={"budget_minor": 2000})

        reasons = [settle(key).reason for key in several(4)]

        # 500 of credit and 10% of the 42.02 base: 9.20 each, so two fit into 20.00.
        assert reasons.count("all_checks_passed") == 2
        assert remaining_budget(2000, stores.tallies().shards("friends")) == 2000 - 2 * 920

    def test_a_grant_larger_than_a_shard_s_share_is_paid(self) -> None:
        apply_rules(limits={"budget_minor": 920})

        assert settle(refer()).status is RewardStatus.GRANTED
        assert remaining_budget(920, stores.tallies().shards("friends")) == 0

    def test_the_checks_name_what_is_left(self) -> None:
        apply_rules(limits={"budget_minor": 919})

        check = next(each for each in settle(refer()).checks if each.rule == "budget")

        assert (check.verdict, check.input) == (Verdict.FAIL, "9.20 EUR needed, 9.19 EUR left")
