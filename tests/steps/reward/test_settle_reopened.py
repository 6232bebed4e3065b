"""Orders that stand again after all had gone back: a failed refund, a lifted cancellation."""

import pytest

from referrals.desks import audit as audit_desk
from referrals.desks import reward as reward_desk
from referrals.model.attribution.referral import RewardDecision, RewardStatus
from referrals.model.order.conversion import CancellationFact, Fact, RefundFact
from referrals.model.reward.grant import Grant, GrantStatus
from referrals.model.reward.ledger import EntryKind, Part, Posting, person_account, spent_account
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.reward_sentences import for_advocate
from tests.world import AT, NOW, a_program, a_refund, add_facts, refer

pytestmark = pytest.mark.usefixtures("account")
KEY = "friends#shopify#1001"
AVAILABLE = person_account("adv_ada", "friends", "EUR", Part.AVAILABLE)
LATER = (AT + 60) * 1000
CANCELLED = CancellationFact("customer", AT * 1000)
LIFTED = CancellationFact("", LATER, lifted=True)


def settle() -> RewardDecision:
    decision = settle_rewards(KEY, reward_desk.orders(), reward_desk.books(), now=NOW)
    assert decision
    return decision


def after(*facts: Fact) -> RewardDecision:
    add_facts(KEY, *facts)
    return settle()


def grant_order(**changes: object) -> None:
    """50.00 EUR, held unless told otherwise: 5.00 EUR of credit for Ada, 10% off for Ben."""
    stores.programs().add(a_program(**changes))
    refer()
    settle()


def grant() -> Grant:
    return stores.grants().get(KEY)


def balance(account: str = AVAILABLE) -> int:
    return stores.ledger().balance(account).balance


def spend(amount: int) -> None:
    taker = spent_account("friends", "EUR")
    posting = Posting(AVAILABLE, taker, amount, EntryKind.SPEND, "till")
    assert not reward_desk.books().commit(reward_desk.books().lines([posting], NOW))


def total() -> int:
    found, _ = audit_desk.audits().audits.some_balances(None, 1000)
    balances = [balance for balance in found.values() if balance]
    return sum(balance.balance for balance in balances)


def test_a_refund_that_failed_in_part_gives_the_rest_anew() -> None:
    grant_order(hold_days=0)
    after(a_refund(5000))

    decision = after(RefundFact("1", 1000, version_ms=LATER))

    assert (grant().status, balance(), total()) == (GrantStatus.AVAILABLE, 400, 0)
    assert decision.reason == "refunded_in_part"
    assert for_advocate(decision) == (
        "Part of your friend's order went back. So part of the reward went back. "
        "This stays yours: €4.00 of store credit."
    )


def test_a_lifted_cancellation_takes_its_places_again() -> None:
    grant_order(limits={"budget_minor": 5000})
    after(CANCELLED)

    after(LIFTED)

    assert stores.tallies().tally("friends#advocate#adv_ada").lifetime == 1
    assert sum(s.spent_minor for s in stores.tallies().shards("friends")) == 920
    assert [each.remaining for each in grant().sides] == [500, 1]
    assert total() == 0


def test_it_ends_the_same_as_when_the_cancellation_came_late() -> None:
    grant_order(hold_days=0)
    after(LIFTED)

    after(CANCELLED)

    assert (grant().status, balance(), total()) == (GrantStatus.AVAILABLE, 500, 0)


def test_without_room_it_stays_as_it_is_and_says_why() -> None:
    grant_order(limits={"budget_minor": 920})
    after(CANCELLED)
    refer(order_id="1002")
    settle_rewards("friends#shopify#1002", reward_desk.orders(), reward_desk.books(), now=NOW)

    decision = after(LIFTED)

    assert (grant().status, decision.reason) == (GrantStatus.REVERSED, "friend_limit")
    assert decision.status is RewardStatus.WITHHELD


def test_what_was_spent_is_not_given_twice() -> None:
    grant_order(hold_days=0)
    spend(400)
    after(CANCELLED)

    after(LIFTED)

    assert balance() == 100
    assert balance("program:friends:EUR:uncollected") == 0
    assert total() == 0


def test_called_off_again_it_owes_no_more_than_before() -> None:
    grant_order(hold_days=0)
    spend(400)
    after(CANCELLED)
    after(LIFTED)

    after(CancellationFact("fraud", LATER + 1))

    assert (balance(), balance("program:friends:EUR:uncollected")) == (0, -400)
    assert (grant().status, total()) == (GrantStatus.REVERSED, 0)


def test_a_repeat_gives_nothing_more() -> None:
    grant_order(hold_days=0)
    after(CANCELLED)
    after(LIFTED)

    settle()

    assert (balance(), total(), grant().turn) == (500, 0, 1)
