"""What is held waits for a person; their word decides, and everybody is told what it comes to."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from referrals.model.attribution.referral import RewardStatus
from referrals.model.order.claim import MOST_REVIEWS, TooManyReviewsError
from referrals.model.reward.grant import GrantStatus
from referrals.model.risk.case import CaseState
from referrals.store.risk.review import ReviewNotFoundError
from referrals.wiring import stores
from tests.corrector import (
    CANCELLED,
    count_of,
    grant,
    grantless,
    has,
    outbox,
    record_and_wake,
    shop,
    sound,
    spent_budget,
)
from tests.reviewer import (
    adas_own_order,
    bens_order,
    decide,
    filed_case,
    hold_order,
    say,
)
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("account")
HOOK = "https://shop.example/hook"


@pytest.fixture(autouse=True)
def books_that_add_up(account: None) -> Iterator[None]:
    yield
    assert sound()


class TestHolding:
    def test_a_held_order_earns_nothing_for_now_and_both_are_told(self) -> None:
        shop()

        decision = hold_order()

        assert (decision.status, decision.reason) == (RewardStatus.WITHHELD, "under_review")
        assert has("adv_ada") == 0
        assert outbox() == {"review-advocate-1", "review-friend-1"}

    def test_it_keeps_its_place_in_limits_and_budget(self) -> None:
        shop(limits={"budget_minor": 5000})

        hold_order()

        assert grant().status is GrantStatus.SUSPENDED
        assert (count_of("adv_ada"), spent_budget()) == (1, 920)

    def test_the_queue_has_its_score_rules_and_promised_day(self) -> None:
        shop(risk={"answer_within_days": 2})

        hold_order()

        (filed,), _ = stores.reviews().page(CaseState.OPEN, limit=10)
        assert filed.case == filed_case()
        assert (filed.case.score, filed.case.rules) == (
            60,
            ("risk_same_payment", "risk_same_address"),
        )
        assert filed.case.answer_by == NOW + timedelta(days=2)

    def test_the_merchant_s_server_hears_of_a_review_and_of_no_reward(self) -> None:
        shop(webhook_url=HOOK)

        hold_order()

        assert {name for name in outbox() if "webhook" in name} == {"webhook-review-1"}

    def test_a_program_that_asks_no_checks_holds_nothing(self) -> None:
        shop(risk={"enabled": False})

        assert hold_order().status is RewardStatus.GRANTED

    def test_what_looks_like_one_household_alone_is_not_held(self) -> None:
        shop()
        adas_own_order(network="home", address="a home")

        decision = record_and_wake(bens_order())

        assert decision
        assert decision.status is RewardStatus.GRANTED

    def test_who_cancels_meanwhile_is_told_and_the_queue_lets_go(self) -> None:
        shop()
        hold_order()

        record_and_wake(CANCELLED)

        assert filed_case().state is CaseState.CLOSED
        assert filed_case().answered_at is None
        assert {"withheld-advocate-2", "withheld-friend-2"} <= outbox()
        assert count_of("adv_ada") == 0


class TestApproval:
    def test_the_reward_goes_ahead_and_both_are_thanked_for_waiting(self) -> None:
        shop(webhook_url=HOOK)
        hold_order()

        decision = decide("approve")

        assert decision.status is RewardStatus.GRANTED
        assert (has("adv_ada"), grant().reviewed) == (500, True)
        assert {"thanks", "welcome"} <= outbox()
        assert {n for n in outbox() if "webhook" in n} == {"webhook-review-1", "webhook-granted-2"}

    def test_a_thing_without_a_hold_is_handed_over(self) -> None:
        shop(hold_days=0)
        hold_order()

        decide("approve")

        assert grant().status is GrantStatus.AVAILABLE
        assert "reward-friend-2" in outbox()

    def test_the_case_is_closed_with_its_moment(self) -> None:
        shop()
        hold_order()

        decide("approve")

        assert (filed_case().state, filed_case().answered_at) == (CaseState.CLOSED, NOW)
        assert stores.reviews().page(CaseState.OPEN, limit=10) == ([], None)

    def test_what_was_approved_stays_so_whatever_is_found_later(self) -> None:
        shop()
        hold_order()
        decide("approve")

        decision = record_and_wake(bens_order(version_ms=bens_order().version_ms + 1000))

        assert decision
        assert decision.status is RewardStatus.GRANTED

    def test_a_second_approval_in_the_same_words_is_the_first(self) -> None:
        shop()
        hold_order()

        assert (say("approve").new, say("approve").new) == (True, False)


class TestDenial:
    def test_nothing_comes_and_both_are_told_why_and_how_to_appeal(self) -> None:
        shop(limits={"budget_minor": 5000})
        hold_order()

        decision = decide("deny", "the same card")

        assert (decision.status, decision.reason) == (RewardStatus.WITHHELD, "risk_denied")
        assert {"denied-advocate-2", "denied-friend-2"} <= outbox()
        assert (count_of("adv_ada"), spent_budget()) == (0, 0)
        assert filed_case().state is CaseState.DENIED

    def test_a_person_may_overrule_a_denial_later(self) -> None:
        shop()
        hold_order()
        decide("deny")

        decision = decide("approve", "a neighbour, they wrote")

        assert (decision.status, has("adv_ada")) == (RewardStatus.GRANTED, 500)
        assert filed_case().reversed_at == NOW

    def test_what_stood_and_is_denied_goes_back(self) -> None:
        shop()
        hold_order()
        decide("approve")

        decide("deny", "it was the same person after all")

        assert (has("adv_ada"), grant().status) == (0, GrantStatus.REVERSED)
        assert {"denied-advocate-3", "denied-friend-3"} <= outbox()
        assert not {name for name in outbox() if name.startswith("back-")}

    def test_a_program_may_let_the_checks_deny(self) -> None:
        shop(risk={"hold_from": 50, "deny_from": 60})

        decision = hold_order()

        assert (decision.reason, grantless()) == ("risk_denied", True)
        assert filed_case().answered_at is None


class TestWords:
    def test_a_note_changes_nothing_and_tells_nobody(self) -> None:
        shop()
        hold_order()
        told = outbox()

        assert decide("note", "asked them by mail").reason == "under_review"
        assert outbox() == told

    def test_notes_have_an_end_and_leave_room_for_a_decision(self) -> None:
        shop()
        hold_order()
        for number in range(MOST_REVIEWS):
            say("note", f"note {number}")

        with pytest.raises(TooManyReviewsError):
            say("note", "one more")
        assert say("approve").new

    def test_nothing_can_be_said_of_what_nobody_looks_at(self) -> None:
        shop()

        with pytest.raises(ReviewNotFoundError):
            say("approve")
