"""Harm as the measure says: denials taken back by check, and how long people waited."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from referrals.model.risk.case import CaseState, ReviewCase, case_id_of
from referrals.views.risk.review_harm import BY_HAND, ReviewHarm, RuleHarm, review_harm
from referrals.wiring import stores
from tests.corrector import shop
from tests.reviewer import appeal, decide, hold_order
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("account")
CARD, HOME = "risk_same_payment", "risk_same_address"


def file_case(number: int, *, program: str = "friends", **changes: Any) -> None:
    key = f"{program}#shopify#{number}"
    given: dict[str, Any] = {
        "case_id": case_id_of(key),
        "state": CaseState.DENIED,
        "opened_at": NOW,
        "answer_by": NOW + timedelta(days=3),
        "denied_at": NOW,
        "rules": (CARD,),
    }
    reviews = stores.reviews()
    action = reviews.put_action(key, ReviewCase(**{**given, **changes}))
    reviews.table.dynamo.call("TransactWriteItems", {"TransactItems": [action]})


def harm(now: datetime = NOW, first: datetime = NOW, days: int = 1) -> ReviewHarm:
    end = first + timedelta(days=days)
    return review_harm("friends", stores.reviews(), first, end, now=now)


def rules(found: ReviewHarm) -> list[tuple[str, int, int, str | None]]:
    def line(row: RuleHarm) -> tuple[str, int, int, str | None]:
        return row.rule, row.denials, row.reversed, row.reversed_share.value

    return [line(row) for row in found.by_rule]


def test_a_denial_taken_back_counts_for_each_of_its_checks() -> None:
    shop()
    hold_order()
    decide("deny")
    appeal()
    decide("approve")

    found = harm()

    assert (found.reviews, found.denials, found.reversed, found.open) == (1, 1, 1, 0)
    assert rules(found) == [(HOME, 1, 1, None), (CARD, 1, 1, None)]


def test_a_share_is_told_from_thirty_denials_on() -> None:
    for number in range(30):
        taken_back: dict[str, Any] = (
            {"state": CaseState.CLOSED, "reversed_at": NOW} if number < 6 else {}
        )
        file_case(number, **taken_back)

    assert rules(harm()) == [(CARD, 30, 6, "0.2000")]


def test_the_median_is_of_those_that_a_person_answered() -> None:
    for hours in (1, 4, 30):
        answered: dict[str, Any] = {"answered_at": NOW + timedelta(hours=hours), "denied_at": None}
        file_case(hours, state=CaseState.CLOSED, **answered)
    file_case(99, state=CaseState.OPEN, denied_at=None)

    found = harm()

    assert (found.reviews, found.answered, found.median_hours) == (4, 3, 4.0)


@pytest.mark.parametrize(("days", "late"), [(2, 1), (4, 2)])
def test_a_broken_promise_is_counted_answered_or_not(days: int, late: int) -> None:
    file_case(1, state=CaseState.CLOSED, answered_at=NOW + timedelta(days=3, seconds=1))
    file_case(2, state=CaseState.OPEN, denied_at=None)
    file_case(3, state=CaseState.CLOSED, denied_at=None)

    assert harm(now=NOW + timedelta(days=days)).late == late


def test_other_programs_and_other_days_are_apart() -> None:
    file_case(1, program="others")
    file_case(2, opened_at=NOW - timedelta(seconds=1))
    file_case(3, opened_at=NOW + timedelta(days=1))
    file_case(4, state=CaseState.OPEN, opened_at=NOW + timedelta(days=1))

    assert harm() == harm().model_copy(update={"reviews": 0, "denials": 0, "by_rule": ()})
    assert harm().median_hours is None


def test_a_denial_that_no_check_led_to_is_by_hand() -> None:
    file_case(1, rules=())

    assert rules(harm()) == [(BY_HAND, 1, 0, None)]
