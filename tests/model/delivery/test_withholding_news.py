"""Who hears that an order earns nothing for now, or for good: once a reason, and a day."""

from datetime import timedelta

import pytest

from referrals.model.attribution.referral import Referral, RewardDecision, RewardStatus
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.withholding_news import withholding_news
from referrals.model.risk.case import CaseState, ReviewCase
from tests.world import NOW, a_conversion, a_referral, figures_of, rules

LOUD = rules(webhook_url="https://shop.example/hook")


def a_case(days: int = 3) -> ReviewCase:
    by = NOW + timedelta(days=days)
    return ReviewCase(case_id="rev_1", state=CaseState.OPEN, opened_at=NOW, answer_by=by)


def withheld(reason: str, case: ReviewCase | None = None) -> RewardDecision:
    return RewardDecision(
        status=RewardStatus.WITHHELD,
        reason=reason,
        checks=(),
        review=case,
        decided_at=NOW,
        revision=2,
    )


def an_answered_referral(before: RewardDecision | None = None) -> Referral:
    found = a_referral(figures_of(a_conversion()))
    return found.model_copy(update={"reward": before, "friend_id": "fri_ben"})


def purposes(decision: RewardDecision, before: RewardDecision | None = None) -> list[str]:
    items = withholding_news(decision, an_answered_referral(before), LOUD, NOW)
    return [item.item_id.split("#", 3)[3] for item in items]


@pytest.mark.parametrize(
    ("reason", "purpose"),
    [("under_review", "review"), ("risk_denied", "denied"), ("budget_spent", "withheld")],
)
def test_shop_and_both_people_hear_of_it(reason: str, purpose: str) -> None:
    expected = [f"webhook-{purpose}-2", f"{purpose}-advocate-2", f"{purpose}-friend-2"]

    assert purposes(withheld(reason, a_case())) == expected


def test_the_same_reason_is_no_news() -> None:
    case = a_case()

    assert purposes(withheld("under_review", case), withheld("under_review", case)) == []


def test_another_day_to_answer_by_is_news() -> None:
    assert purposes(withheld("under_review", a_case(6)), withheld("under_review", a_case(3)))


def test_who_waits_is_told_the_day_and_the_case() -> None:
    decision = withheld("under_review", a_case())

    first, *_ = withholding_news(decision, an_answered_referral(), LOUD, NOW)

    assert first.topic == Topic.REVIEW_OPENED
    assert first.data["review"]["case_id"] == "rev_1"
    assert first.data["review"]["answer_by"] == "2026-11-25T09:30:00Z"


def test_other_reasons_tell_of_no_case() -> None:
    first, *_ = withholding_news(withheld("budget_spent"), an_answered_referral(), LOUD, NOW)

    assert "review" not in first.data
