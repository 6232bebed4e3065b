"""Credit that ends: what was earned first goes first, people are warned, and it is booked once."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from referrals.desks import audit as audit_desk
from referrals.desks import redemption as redemption_desk
from referrals.desks import reward as reward_desk
from referrals.model.audit.audit import Audit
from referrals.model.expiry.lot import Lot
from referrals.model.redemption.redemption import NotEnoughError
from referrals.model.reward.ledger import Balance, Part, ended_account, person_account
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.steps.expiry.end_value import EndingReport, end_value
from referrals.steps.redemption.release_redemption import release_redemption
from referrals.steps.redemption.settle_redemption import capture_redemption
from referrals.steps.reward.release_holds import release_holds
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import clients, stores
from tests.credit import reserve
from tests.job_time import time_for
from tests.world import NOW, a_program, a_refund, add_facts, an_advocate, an_order, hash_of, refer

ACCOUNT = person_account("adv_ada", "friends", "EUR", Part.AVAILABLE)
FIRST_END = datetime.fromisoformat("2027-01-22T00:00:00Z")
"""Sixty days after NOW; the second credit comes ten days later and ends ten days later."""
SECOND_END = FIRST_END + timedelta(days=10)
TEN_DAYS_ON = NOW + timedelta(days=10)


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    """Ada earns 5.00 now and 5.00 ten days later; both last for sixty days."""
    expiry = {"credit_days": 60, "warn_days": 14}
    stores.programs().add(a_program(hold_days=0, expiry=expiry))
    stores.people().add(an_advocate())
    earn("1001", NOW)
    earn("1002", TEN_DAYS_ON)


def earn(order_id: str, at: datetime) -> str:
    order = an_order(customer_hash=hash_of(f"friend{order_id}@example.com"))
    key = refer(order, order_id=order_id, friend_id=f"fri_{order_id}")
    settle(key, at)
    return key


def settle(key: str, at: datetime) -> None:
    assert settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=at)


def run(at: datetime) -> EndingReport:
    return end_value(reward_desk.books(), now=at)


def balance() -> Balance:
    return stores.ledger().balance(ACCOUNT)


def ended() -> int:
    return stores.ledger().balance(ended_account("friends", "EUR")).balance


def audit() -> Audit:
    return audit_full_ledger(audit_desk.audits(), now=SECOND_END + timedelta(days=1))


def letters() -> list[dict[str, Any]]:
    return [item for item in clients.table("outbox").scan() if item["topic"] == "value.ending"]


def test_two_credits_end_each_in_its_time() -> None:
    assert balance().lots == (Lot(FIRST_END, 500), Lot(SECOND_END, 500))

    run(FIRST_END)
    assert (balance().balance, ended()) == (500, 500)

    run(SECOND_END)
    assert (balance().balance, balance().lots, ended()) == (0, (), 1000)
    assert audit().sound


def test_ended_once_however_often_it_runs() -> None:
    run(FIRST_END)

    assert run(FIRST_END) == EndingReport(0, 0, (), left=0)
    assert ended() == 500


def test_a_warning_comes_once_before_each_end() -> None:
    run(NOW)
    assert letters() == []

    for days in (14, 13, 5):
        run(FIRST_END - timedelta(days=days))

    (letter,) = letters()
    assert letter["data"]["reward"] == {"kind": "store_credit", "amount": 500}
    assert letter["data"]["ends"] == [{"ends_at": "2027-01-22T00:00:00Z", "amount": 500}]
    run(SECOND_END - timedelta(days=14))
    assert len(letters()) == 2


def test_what_ends_first_is_spent_first() -> None:
    made = reserve(600)
    capture_redemption(made.redemption_id, 600, redemption_desk.redemptions(), now=NOW)

    assert balance().lots == (Lot(SECOND_END, 400),)
    run(FIRST_END)
    assert (balance().balance, ended()) == (400, 0)


def test_what_returns_keeps_the_end_it_had() -> None:
    made = reserve(700)
    assert balance().lots == (Lot(SECOND_END, 300),)

    capture_redemption(made.redemption_id, 100, redemption_desk.redemptions(), now=NOW)

    assert balance().lots == (Lot(FIRST_END, 400), Lot(SECOND_END, 500))
    assert audit().sound


def test_reserved_in_time_it_can_be_captured_after_its_end() -> None:
    late = FIRST_END - timedelta(minutes=5)
    made = reserve(500, now=late)
    run(FIRST_END)

    after = FIRST_END + timedelta(minutes=5)
    capture_redemption(made.redemption_id, None, redemption_desk.redemptions(), now=after)

    assert (balance().balance, ended()) == (500, 0)


def test_returned_after_its_end_it_is_over() -> None:
    made = reserve(500, now=FIRST_END - timedelta(minutes=5))
    after = FIRST_END + timedelta(minutes=5)
    run(after)

    release_redemption(made.redemption_id, redemption_desk.redemptions(), now=after)

    assert (balance().balance, balance().usable(after)) == (1000, 500)
    run(after)
    assert (balance().balance, ended()) == (500, 500)


def test_nobody_spends_what_has_ended_before_the_clock_comes() -> None:
    with pytest.raises(NotEnoughError):
        reserve(600, now=FIRST_END)

    reserve(500, reference="till-2", now=FIRST_END)

    assert (balance().balance, ended()) == (0, 500)
    assert audit().sound


def test_a_refund_takes_what_ends_first() -> None:
    add_facts("friends#shopify#1002", a_refund(5000))
    settle("friends#shopify#1002", TEN_DAYS_ON)

    assert balance().lots == (Lot(SECOND_END, 500),)


def test_a_refund_after_the_end_takes_nothing_from_others() -> None:
    run(SECOND_END)

    add_facts("friends#shopify#1001", a_refund(5000))
    settle("friends#shopify#1001", SECOND_END)

    side = stores.grants().get("friends#shopify#1001").side("advocate")
    assert (balance().balance, side.uncollected, audit().sound) == (0, 500, True)


def test_what_was_given_without_an_end_never_ends() -> None:
    stores.programs().add(a_program(hold_days=0).model_copy(update={"version": 2}))
    run(FIRST_END)

    assert balance().lots == (Lot(SECOND_END, 500),)
    assert earn("1003", FIRST_END)
    # Attributed by the rules that promised an end: it has one.
    assert len(balance().lots) == 2


def test_the_rules_of_the_promise_hold_whatever_is_applied_later() -> None:
    stores.programs().add(
        a_program(hold_days=14, expiry={"credit_days": 60}).model_copy(update={"version": 2})
    )
    earn_by_second_version()
    stores.programs().add(a_program(hold_days=14).model_copy(update={"version": 3}))

    release_holds(reward_desk.books(), now=NOW + timedelta(days=20))

    assert [lot.amount for lot in balance().lots] == [500, 500, 500]


def earn_by_second_version() -> None:
    order = an_order(customer_hash=hash_of("late@example.com"))
    key = refer(order, order_id="1004", friend_id="fri_1004", program_version=2)
    settle(key, NOW)


def test_one_account_that_does_not_add_up_stops_no_other() -> None:
    table = clients.table("ledger")
    bad = {"account": "person:adv_x:friends:EUR:available", "entry": "ending"}
    table.put({**bad, "hold_state": "ending", "hold_until": "2026-01-01T00:00:00Z"})
    table.put({**bad, "entry": "balance", "balance": "many"})

    report = run(FIRST_END)

    assert (report.ended, report.failed) == (1, (bad["account"],))


def test_a_run_ends_with_its_time_and_the_next_one_goes_on() -> None:
    order = an_order(customer_hash=hash_of("kim@example.com"))
    settle(refer(order, order_id="1003", friend_id="fri_kim", advocate_id="adv_ada"), NOW)
    place = {"account": "person:adv_eve:friends:EUR:available", "entry": "ending"}
    early = {"hold_state": "ending", "hold_until": "2020-01-01T00:00:00Z"}
    stores.ledger().table.put({**place, **early})

    first = end_value(reward_desk.books(), now=FIRST_END, has_time=time_for(1))
    assert (first.ended, first.left) == (0, 1)
    second = end_value(reward_desk.books(), now=FIRST_END, has_time=time_for(1))
    assert (second.ended, second.left) == (1, 0)
