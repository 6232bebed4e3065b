"""Who waits longer than was promised is counted, and the merchant hears of it once."""

from datetime import datetime, timedelta

import pytest

from referrals.desks import review as review_desk
from referrals.model.risk.case import LateReview
from referrals.steps.risk.watch_reviews import watch_reviews
from referrals.wiring import stores
from tests.corrector import CANCELLED, HOOK, outbox, record_and_wake, shop
from tests.job_time import time_for
from tests.reviewer import appeal, decide, hold_order
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("account")
DAY = NOW + timedelta(days=3)


def watch(now: datetime = DAY) -> tuple[LateReview, ...]:
    return watch_reviews(review_desk.review_watch(), now=now).late


def late_news() -> set[str]:
    return {name for name in outbox() if "late" in name}


def test_nobody_is_late_a_minute_before_the_day() -> None:
    shop(webhook_url=HOOK)
    hold_order()

    assert watch(DAY - timedelta(minutes=1)) == ()
    assert late_news() == set()


def test_who_waits_past_the_day_is_counted_each_time_and_told_once() -> None:
    shop(webhook_url=HOOK)
    hold_order()

    assert watch() == (LateReview("friends", 0),)
    assert watch(DAY + timedelta(hours=5)) == (LateReview("friends", 5),)
    assert len(late_news()) == 1


def test_a_program_without_a_webhook_is_counted_all_the_same() -> None:
    shop()
    hold_order()

    assert (len(watch()), late_news()) == (1, set())


@pytest.mark.parametrize("act", ["approve", "deny"])
def test_an_answer_ends_the_wait(act: str) -> None:
    shop(webhook_url=HOOK)
    hold_order()
    decide(act)

    assert watch() == ()


def test_an_order_called_off_keeps_nobody_waiting() -> None:
    shop()
    hold_order()
    record_and_wake(CANCELLED)

    assert watch() == ()


def test_an_appeal_that_nobody_answers_is_late_as_well() -> None:
    shop()
    hold_order()
    decide("deny")
    appeal()

    assert len(watch()) == 1


def test_a_case_that_can_not_be_read_keeps_no_other_unseen() -> None:
    shop()
    hold_order()
    bad = {"account": "review#bad", "entry": "review", "hold_state": "review-open"}
    stores.ledger().table.put({**bad, "hold_until": "2020-01-01T00:00:00Z"})

    report = watch_reviews(review_desk.review_watch(), now=DAY)

    assert (len(report.late), report.failed, report.left) == (1, ("bad",), 1)


def test_the_watch_ends_with_its_time() -> None:
    shop()
    hold_order()

    report = watch_reviews(review_desk.review_watch(), now=DAY, has_time=time_for(0))

    assert (report.late, report.left) == ((), 1)
