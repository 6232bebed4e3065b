"""Who is denied may ask for another look, once an order, and is answered again."""

from collections.abc import Iterator

import pytest

from referrals.model.attribution.referral import RewardStatus
from referrals.model.risk.case import CaseState
from referrals.steps.risk.review_order import NothingToAppealError
from tests.corrector import outbox, shop, sound
from tests.reviewer import appeal, decide, filed_case, hold_order
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("account")


@pytest.fixture(autouse=True)
def books_that_add_up(account: None) -> Iterator[None]:
    yield
    assert sound()


def test_an_appeal_opens_it_again_with_a_new_day() -> None:
    shop()
    hold_order()
    decide("deny")

    decision = appeal()

    assert decision.reason == "under_review"
    assert (filed_case().state, filed_case().appeals) == (CaseState.OPEN, True)
    assert {"review-advocate-3", "review-friend-3"} <= outbox()


def test_an_appeal_may_be_heard() -> None:
    shop()
    hold_order()
    decide("deny")
    appeal()

    decision = decide("approve", "right")

    assert decision.status is RewardStatus.GRANTED
    assert filed_case().reversed_at == NOW


def test_there_is_one_appeal_and_asking_twice_is_asking_once() -> None:
    shop()
    hold_order()
    decide("deny")
    appeal()
    appeal("and once more")

    assert decide("deny", "looked again").reason == "risk_denied"
    assert appeal("and a last time").reason == "risk_denied"


def test_only_what_was_denied_can_be_appealed() -> None:
    shop()
    hold_order()

    with pytest.raises(NothingToAppealError):
        appeal()
