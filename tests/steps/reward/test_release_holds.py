"""Holds end once, when their time has come, whatever the index says."""

from datetime import datetime, timedelta

import pytest

from referrals.desks import reward as reward_desk
from referrals.model.reward.grant import Grant, GrantStatus
from referrals.model.reward.ledger import Part, person_account
from referrals.steps.reward.release_holds import ReleaseReport, release, release_holds
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.table import Change
from referrals.wiring import clients, stores
from tests.world import NOW, a_program, a_refund, add_facts, an_order, hash_of, refer

pytestmark = pytest.mark.usefixtures("account")
KEY = "friends#shopify#1001"
LATER = NOW + timedelta(days=14)


def hold_grants(count: int = 1) -> None:
    stores.programs().add(a_program())
    for number in range(count):
        order = an_order(customer_hash=hash_of(f"friend{number}@example.com"))
        key = refer(order, order_id=str(1001 + number), friend_id=f"fri_{number}")
        settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)


def run(at: datetime = LATER, limit: int = 200) -> ReleaseReport:
    return release_holds(reward_desk.books(), now=at, limit=limit)


def grant() -> Grant:
    return stores.grants().get(KEY)


def credit(part: Part = Part.AVAILABLE) -> int:
    account = person_account("adv_ada", "friends", "EUR", part)
    return stores.ledger().balance(account).balance


def purposes() -> set[str]:
    return {item["item_id"].split("#", 3)[3] for item in clients.table("outbox").scan()}


def test_what_was_pending_becomes_available() -> None:
    hold_grants()

    assert run() == ReleaseReport(1, (), more=False)

    assert (credit(), credit(Part.PENDING)) == (500, 0)
    assert (grant().status, grant().released_at) == (GrantStatus.AVAILABLE, LATER)


def test_things_are_handed_over_and_credit_is_told() -> None:
    hold_grants()

    run()

    assert {"reward-friend", "released-advocate"} <= purposes()


def test_nothing_is_released_too_early() -> None:
    hold_grants()

    assert run(LATER - timedelta(seconds=1)) == ReleaseReport(0, (), more=False)


def test_an_index_that_lies_releases_nothing() -> None:
    hold_grants()

    assert not release(KEY, reward_desk.books(), now=LATER - timedelta(seconds=1))


def test_a_second_run_changes_nothing() -> None:
    hold_grants()
    run()

    assert run() == ReleaseReport(0, (), more=False)
    assert not release(KEY, reward_desk.books(), now=LATER)
    assert credit() == 500


def test_a_run_is_bounded_and_the_next_one_goes_on() -> None:
    hold_grants(3)

    assert run(limit=2) == ReleaseReport(2, (), more=True)
    assert run(limit=2) == ReleaseReport(1, (), more=False)


def test_only_what_is_left_after_a_refund_is_released() -> None:
    hold_grants()
    add_facts(KEY, a_refund(2500))
    settle_rewards(KEY, reward_desk.orders(), reward_desk.books(), now=NOW)

    run()

    assert (credit(), credit(Part.PENDING)) == (250, 0)


def test_a_reversed_grant_is_never_released() -> None:
    hold_grants()
    add_facts(KEY, a_refund(5000))
    settle_rewards(KEY, reward_desk.orders(), reward_desk.books(), now=NOW)

    assert run() == ReleaseReport(0, (), more=False)


def test_one_bad_grant_does_not_stop_the_others() -> None:
    hold_grants(2)
    nobody = Change(update="SET program_id = :p", values={":p": "nobody"})
    stores.grants().table.update({"account": f"grant#{KEY}", "entry": "grant"}, nobody)

    done = run()

    assert (done.released, done.failed) == (1, (KEY,))
