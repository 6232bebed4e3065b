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
from tests.job_time import time_for
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


def run(at: datetime = LATER, chances: int = 200, page: int = 200) -> ReleaseReport:
    """With time for so many."""
    has_time = time_for(chances)
    return release_holds(reward_desk.books(), now=at, has_time=has_time, page=page)


def grant() -> Grant:
    return stores.grants().get(KEY)


def credit(part: Part = Part.AVAILABLE) -> int:
    account = person_account("adv_ada", "friends", "EUR", part)
    return stores.ledger().balance(account).balance


def purposes() -> set[str]:
    return {item["item_id"].split("#", 3)[3] for item in clients.table("outbox").scan()}


def test_what_was_pending_becomes_available() -> None:
    hold_grants()

    assert run() == ReleaseReport(1, (), left=0)

    assert (credit(), credit(Part.PENDING)) == (500, 0)
    assert (grant().status, grant().released_at) == (GrantStatus.AVAILABLE, LATER)


def test_things_are_handed_over_and_credit_is_told() -> None:
    hold_grants()

    run()

    assert {"reward-friend", "released-advocate"} <= purposes()


def test_nothing_is_released_too_early() -> None:
    hold_grants()

    assert run(LATER - timedelta(seconds=1)) == ReleaseReport(0, (), left=0)


def test_an_index_that_lies_releases_nothing() -> None:
    hold_grants()

    assert not release(KEY, reward_desk.books(), now=LATER - timedelta(seconds=1))


def test_a_second_run_changes_nothing() -> None:
    hold_grants()
    run()

    assert run() == ReleaseReport(0, (), left=0)
    assert not release(KEY, reward_desk.books(), now=LATER)
    assert credit() == 500


def test_a_run_ends_with_its_time_and_tells_what_is_left() -> None:
    hold_grants(3)

    assert run(chances=1) == ReleaseReport(1, (), left=2)
    assert run() == ReleaseReport(2, (), left=0)


def test_a_run_goes_on_page_after_page_until_its_work_ends() -> None:
    hold_grants(5)

    assert run(page=2) == ReleaseReport(5, (), left=0)


def test_bad_grants_at_the_front_keep_nobody_waiting() -> None:
    hold_grants(5)
    nobody = Change(update="SET program_id = :p", values={":p": "nobody"})
    for number in range(1001, 1004):
        place = {"account": f"grant#friends#shopify#{number}", "entry": "grant"}
        stores.grants().table.update(place, nobody)

    done = run(page=1)

    assert (done.released, len(done.failed), done.left) == (2, 3, 3)


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

    assert run() == ReleaseReport(0, (), left=0)


def test_one_bad_grant_does_not_stop_the_others() -> None:
    hold_grants(2)
    nobody = Change(update="SET program_id = :p", values={":p": "nobody"})
    stores.grants().table.update({"account": f"grant#{KEY}", "entry": "grant"}, nobody)

    done = run()

    assert (done.released, done.failed) == (1, (KEY,))
