"""What is told of an order under review: lateness by the clock, findings in the reader's words."""

from datetime import timedelta

import pytest

from referrals.desks import review as review_desk
from referrals.model.order.conversion import Traces
from referrals.model.risk.case import CaseState
from referrals.model.words.wording import wording
from referrals.views.risk.review_queue import ReviewDetail, review_detail, review_queue
from referrals.wiring import stores
from tests.corrector import CANCELLED, record_and_wake, shop
from tests.reviewer import ADA, CASE_ID, adas_own_order, bens_order, decide, hold_order
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("account")


def detail(language: str = "en") -> ReviewDetail:
    return review_detail(CASE_ID, review_desk.review_file(), wording(language), now=NOW)


@pytest.mark.parametrize(("days", "late"), [(3, False), (4, True)])
def test_an_open_order_is_late_after_its_day(days: int, late: bool) -> None:
    shop()
    hold_order()

    at = NOW + timedelta(days=days)
    (row,), _ = review_queue(CaseState.OPEN, stores.reviews(), now=at, limit=10)

    assert row.late is late


def test_a_closed_order_is_never_late() -> None:
    shop()
    hold_order()
    record_and_wake(CANCELLED)

    later = NOW + timedelta(days=90)
    (row,), _ = review_queue(CaseState.CLOSED, stores.reviews(), now=later, limit=10)

    assert (row.late, row.answered_at) == (False, None)


def test_findings_are_told_in_the_reader_s_language() -> None:
    shop()
    hold_order()

    assert detail("de").findings[0].sentence != detail().findings[0].sentence


def test_words_come_in_the_order_they_were_said() -> None:
    shop()
    hold_order()
    decide("note", "first")
    decide("deny", "then")

    assert [word.note for word in detail().words] == ["first", "then"]
    assert detail().hold_from == 60


def test_what_two_orders_share_is_named_and_not_shown() -> None:
    shop()
    shared = Traces(payment="tok-9f3", address="geo-7c1")
    adas_own_order(payment=shared.payment, address=shared.address)
    record_and_wake(bens_order(traces=shared))

    found = detail()

    assert "card" in " ".join(each.sentence for each in found.findings)
    assert not [secret for secret in (shared.payment, shared.address, ADA) if secret in str(found)]
