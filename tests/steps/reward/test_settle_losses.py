"""Refunds, cancellations and disputes: in proportion, cumulative, never below the floor."""

from collections.abc import Iterator

import pytest

from referrals.desks import audit as audit_desk
from referrals.desks import reward as reward_desk
from referrals.model.attribution.referral import RewardDecision, RewardStatus
from referrals.model.order.conversion import CancellationFact, Dispute, DisputeFact, Fact
from referrals.model.reward.grant import Grant, GrantStatus, Side
from referrals.model.reward.ledger import EntryKind, Part, Posting, person_account, spent_account
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import clients, stores
from tests.reward_sentences import for_advocate
from tests.world import AT, NOW, a_program, a_refund, add_facts, refer

pytestmark = pytest.mark.usefixtures("account")
KEY = "friends#shopify#1001"
AVAILABLE = person_account("adv_ada", "friends", "EUR", Part.AVAILABLE)
CANCELLED = CancellationFact("customer", AT * 1000)


def settle() -> RewardDecision:
    decision = settle_rewards(KEY, reward_desk.orders(), reward_desk.books(), now=NOW)
    assert decision
    return decision


def after(*facts: Fact) -> RewardDecision:
    add_facts(KEY, *facts)
    return settle()


def dispute(standing: Dispute, minutes: int = 0) -> DisputeFact:
    return DisputeFact("dp_1", standing, 5000, (AT + minutes) * 1000)


def grant_order(**changes: object) -> None:
    """50.00 EUR, held unless told otherwise: 5.00 EUR of credit for Ada, 10% off for Ben."""
    stores.programs().add(a_program(**changes))
    refer()
    settle()


def grant() -> Grant:
    return stores.grants().get(KEY)


def side(name: str = "advocate") -> Side:
    return grant().side(name)


def balance(account: str = AVAILABLE) -> int:
    return stores.ledger().balance(account).balance


def spend(amount: int) -> None:
    taker = spent_account("friends", "EUR")
    posting = Posting(AVAILABLE, taker, amount, EntryKind.SPEND, "till")
    assert not reward_desk.books().commit(reward_desk.books().lines([posting], NOW))


def outbox() -> Iterator[str]:
    return (item["item_id"].split("#", 3)[3] for item in clients.table("outbox").scan())


def total() -> int:
    found, _ = audit_desk.audits().audits.some_balances(None, 1000)
    balances = [balance for balance in found.values() if balance]
    return sum(balance.balance for balance in balances)


class TestPartOfTheOrder:
    def test_a_third_refunded_takes_a_third_back(self) -> None:
        grant_order(hold_days=0)

        decision = after(a_refund(1667))

        assert (balance(), side().reversed) == (333, 167)
        assert decision.status is RewardStatus.REVERSED
        assert for_advocate(decision) == (
            "Part of your friend's order went back. So part of the reward went back. "
            "This stays yours: €3.33 of store credit."
        )

    def test_refunds_add_up_without_rounding_twice(self) -> None:
        grant_order(hold_days=0)

        for number in range(3):
            after(a_refund(1667, str(number)))

        assert balance() == 0
        assert grant().status is GrantStatus.REVERSED

    def test_inside_the_hold_nothing_spendable_changes(self) -> None:
        grant_order()

        after(a_refund(2500))

        pending = person_account("adv_ada", "friends", "EUR", Part.PENDING)
        assert (balance(), balance(pending)) == (0, 250)

    def test_a_thing_is_not_taken_back_in_part(self) -> None:
        grant_order()

        after(a_refund(2500))

        assert side("friend").remaining == 1

    def test_a_repeat_takes_nothing_more(self) -> None:
        grant_order(hold_days=0)
        after(a_refund(2500))

        settle()

        assert (balance(), total()) == (250, 0)

    def test_budget_and_counts_stay_taken(self) -> None:
        grant_order(limits={"budget_minor": 5000})

        after(a_refund(2500))

        assert stores.tallies().tally("friends#advocate#adv_ada").lifetime == 1
        assert sum(s.spent_minor for s in stores.tallies().shards("friends")) == 920


class TestAllOfTheOrder:
    @pytest.mark.parametrize("fact", [a_refund(5000), CANCELLED], ids=["refunded", "cancelled"])
    def test_both_sides_go_back_and_the_grant_closes(self, fact: Fact) -> None:
        grant_order()

        decision = after(fact)

        assert grant().status is GrantStatus.REVERSED
        assert [side.remaining for side in grant().sides] == [0, 0]
        assert decision.reason in ("refunded", "cancelled")
        assert total() == 0

    def test_budget_and_counts_come_back(self) -> None:
        grant_order(limits={"budget_minor": 5000})

        after(CANCELLED)

        assert stores.tallies().tally("friends#advocate#adv_ada").lifetime == 0
        assert sum(s.spent_minor for s in stores.tallies().shards("friends")) == 0

    def test_a_milestone_can_be_reached_again(self) -> None:
        grant_order(milestones=[{"at": 1, "reward": {"kind": "points", "amount": 50}}])

        after(CANCELLED)

        assert stores.tallies().tally("friends#advocate#adv_ada").milestones == ()
        assert balance(person_account("adv_ada", "friends", "points", Part.PENDING)) == 0

    def test_what_was_spent_is_borne_by_the_program(self) -> None:
        grant_order(hold_days=0)
        spend(400)

        after(CANCELLED)

        assert (balance(), side().uncollected) == (0, 400)
        assert balance("program:friends:EUR:uncollected") == -400
        assert total() == 0

    def test_what_was_handed_over_is_revoked(self) -> None:
        grant_order(hold_days=0, webhook_url="https://shop.example/hook")
        issued = side("friend").model_copy(update={"issued_at": NOW, "code": "AB-CD"})
        stores.grants().change(grant().with_side(issued))

        after(CANCELLED)

        assert {"revoke-friend-3", "webhook-reversed-3"} <= set(outbox())


class TestDisputes:
    def test_an_open_dispute_only_suspends(self) -> None:
        grant_order(hold_days=0, limits={"budget_minor": 5000})

        decision = after(dispute(Dispute.OPEN))

        assert (grant().status, balance()) == (GrantStatus.SUSPENDED, 0)
        assert decision.reason == "disputed"
        assert stores.tallies().tally("friends#advocate#adv_ada").lifetime == 1

    def test_a_dispute_that_is_won_restores_by_new_entries(self) -> None:
        grant_order(hold_days=0)
        after(dispute(Dispute.OPEN))

        decision = after(dispute(Dispute.WON, minutes=5))

        kinds = [entry.kind for entry in stores.ledger().entries(AVAILABLE, 3)]
        assert kinds == [EntryKind.GRANT, EntryKind.REVERSE, EntryKind.RESTORE]
        assert (balance(), grant().status) == (500, GrantStatus.AVAILABLE)
        assert (decision.status, decision.reason) == (RewardStatus.GRANTED, "all_checks_passed")
        assert for_advocate(decision).startswith("A friend came through you. Thank you.")

    def test_what_was_not_collected_is_not_given_twice(self) -> None:
        grant_order(hold_days=0)
        spend(400)
        after(dispute(Dispute.OPEN))

        after(dispute(Dispute.WON, minutes=5))

        assert (balance(), side().uncollected) == (100, 0)
        assert balance("program:friends:EUR:uncollected") == 0

    def test_a_held_grant_goes_back_on_hold(self) -> None:
        grant_order()
        after(dispute(Dispute.OPEN))
        assert list(stores.grants().ended_holds(NOW.replace(year=2030), 10)) == []

        after(dispute(Dispute.WON, minutes=5))

        assert grant().status is GrantStatus.HELD
        assert list(stores.grants().ended_holds(NOW.replace(year=2030), 10)) == [KEY]

    def test_a_thing_is_handed_over_again(self) -> None:
        grant_order(hold_days=0)
        after(dispute(Dispute.OPEN))

        after(dispute(Dispute.WON, minutes=5))

        assert "reward-friend-3" in set(outbox())


def test_any_order_of_events_ends_at_the_same_balance() -> None:
    stores.programs().add(a_program(hold_days=0))
    refer()
    add_facts(KEY, a_refund(1000, "1"))
    settle()

    after(a_refund(1500, "2"))

    assert (balance(), total()) == (250, 0)
