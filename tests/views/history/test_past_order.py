"""An order as it stood at some moment: its decisions, its money, and who had what."""

from datetime import datetime, timedelta

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.desks import claim as claim_desk
from referrals.desks import history as history_desk
from referrals.desks import reward as reward_desk
from referrals.model.attribution.referral import RewardStatus
from referrals.model.order.conversion import Amounts, CancellationFact, Fact, Signals
from referrals.model.reward.grant import GrantStatus
from referrals.model.words.wording import wording
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.attribution.correct_attribution import CorrectionWish, correct_attribution
from referrals.steps.people.name_advocate import AdvocateReference
from referrals.steps.reward.release_holds import release_holds
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.order.conversion import ConversionNotFoundError
from referrals.views.history.past_order import PastOrder, past_order
from referrals.views.order.conversion_story import ConversionStory, OrderStatus, story_of
from referrals.wiring import stores
from tests.corrector import shop
from tests.world import AT, NOW, a_key, an_order, hash_of

HOUR = timedelta(hours=1)
HALF = timedelta(minutes=30)


@pytest.fixture(autouse=True)
def bakery(account: None) -> None:
    shop(hold_days=1)


def tell(at: datetime, *facts: Fact) -> None:
    for fact in facts:
        stores.conversions().record(a_key(), fact, body="", at=at)
    attribute_conversion(a_key(), attribution_desk.attribution(), now=at)
    settle_rewards(str(a_key()), reward_desk.orders(), reward_desk.books(), now=at)


def place_order(**changes: object) -> None:
    hints = Signals(ref_codes=("ada-bakes",))
    tell(NOW, an_order(signals=hints, customer_hash=hash_of("ben@example.com"), **changes))


def at(moment: datetime) -> PastOrder:
    return past_order(a_key(), moment, history_desk.archive())


def story(moment: datetime) -> ConversionStory:
    order = at(moment)
    return story_of(order.conversion, order.referral, order.grant, wording("en"))


def test_nothing_is_told_of_before_the_order() -> None:
    place_order()

    with pytest.raises(ConversionNotFoundError, match="by 2026-11-22T08:30:00Z"):
        at(NOW - HOUR)


def test_a_reward_that_went_back_stood_before() -> None:
    place_order()
    tell(NOW + HOUR, CancellationFact("customer", AT * 1000 + 1))

    before, after = story(NOW + HALF), story(NOW + HOUR)

    assert before.decision
    assert after.decision
    assert (before.status, after.status) == (OrderStatus.PAID, OrderStatus.CANCELLED)
    assert (before.decision.status, after.decision.status) == (
        RewardStatus.GRANTED,
        RewardStatus.REVERSED,
    )
    assert [side.status for side in before.grants] == [GrantStatus.HELD] * 2
    assert [side.status for side in after.grants] == [GrantStatus.REVERSED] * 2


def test_an_order_told_anew_is_told_by_what_was_decided_on() -> None:
    place_order()
    larger = Amounts("EUR", 9000, tax_minor=798)
    hints = Signals(ref_codes=("ada-bakes",))
    tell(NOW + HOUR, an_order(signals=hints, amounts=larger, version_ms=AT * 1000 + 1))

    before, after = story(NOW + HALF).amounts, story(NOW + HOUR).amounts

    assert before
    assert after
    assert (before.gross_minor, before.base_minor) == (5000, 4202)
    assert (after.gross_minor, after.base_minor) == (9000, 8202)


def test_who_brought_it_then_is_who_was_thought_to() -> None:
    place_order()
    named = AdvocateReference(code="cleos")
    wish = CorrectionWish(key=a_key(), named=named, reason="asked", made_by="eve")
    correct_attribution(wish, claim_desk.corrections(), now=NOW + HOUR)
    tell(NOW + HOUR)

    before, after = story(NOW + HALF), story(NOW + HOUR)

    assert before.attribution
    assert after.attribution
    assert (before.attribution.advocate_id, before.corrected) == ("adv_ada", ())
    assert after.attribution.advocate_id == "adv_cleo"
    assert {side.person_id for side in before.grants} >= {"adv_ada"}
    assert "adv_cleo" not in {side.person_id for side in before.grants}


def test_what_was_held_then_is_held_though_it_is_theirs_now() -> None:
    place_order()
    release_holds(reward_desk.books(), now=NOW + timedelta(days=2))

    assert {side.status for side in story(NOW + HOUR).grants} == {GrantStatus.HELD}
    assert {side.status for side in story(NOW + timedelta(days=3)).grants} == {
        GrantStatus.AVAILABLE
    }
