"""A person's word on a reward's wait: frozen, lifted, released; kept, repeated, and followed."""

import pytest

from referrals.desks import attribution as attribution_desk
from referrals.desks import claim as claim_desk
from referrals.desks import reward as reward_desk
from referrals.model.attribution.referral import RewardDecision
from referrals.model.order.claim import MOST_HOLDS, HoldAction, TooManyHoldsError
from referrals.model.order.conversion import Signals
from referrals.model.reward.grant import GrantStatus
from referrals.model.reward.ledger import Part, person_account
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.reward.hold_reward import HoldWish, HoldWord, hold_reward
from referrals.steps.reward.release_holds import release_holds
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.order.conversion import ConversionNotFoundError
from referrals.wiring import stores
from tests.world import NOW, a_key, an_order, store_program


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()


def report() -> None:
    order = an_order(signals=Signals(ref_codes=("ada-bakes",)))
    stores.conversions().record(a_key(), order, body="", at=NOW)


def follow() -> RewardDecision:
    attribute_conversion(a_key(), attribution_desk.attribution(), now=NOW)
    books = reward_desk.books()
    decision = settle_rewards(str(a_key()), reward_desk.orders(), books, now=NOW)
    assert decision
    return decision


def say(action: HoldAction, reason: str = "looks odd", request: str = "") -> HoldWord:
    wish = HoldWish(key=a_key(), action=action, reason=reason, made_by="eve", request=request)
    return hold_reward(wish, claim_desk.holds(), now=NOW)


def credit(part: Part) -> int:
    return stores.ledger().balance(person_account("adv_ada", "friends", "EUR", part)).balance


def status() -> GrantStatus:
    return stores.grants().get(str(a_key())).status


def test_a_frozen_reward_waits_and_comes_back_when_it_is_lifted() -> None:
    report()
    follow()

    say(HoldAction.FREEZE)
    frozen = follow()
    assert (frozen.reason, status(), credit(Part.PENDING)) == ("frozen", GrantStatus.SUSPENDED, 0)

    say(HoldAction.LIFT)
    assert follow().reason == "all_checks_passed"
    assert (status(), credit(Part.PENDING)) == (GrantStatus.HELD, 500)


def test_frozen_before_anything_was_given_nothing_is() -> None:
    report()
    say(HoldAction.FREEZE)

    assert follow().reason == "frozen"
    assert stores.grants().find(str(a_key())) is None

    say(HoldAction.LIFT)
    assert follow().reason == "all_checks_passed"


def test_a_release_ends_the_wait_with_the_next_round() -> None:
    report()
    follow()
    assert release_holds(reward_desk.books(), now=NOW).released == 0

    say(HoldAction.RELEASE, "a good customer")
    follow()

    assert release_holds(reward_desk.books(), now=NOW).released == 1
    assert (status(), credit(Part.AVAILABLE)) == (GrantStatus.AVAILABLE, 500)


def test_a_release_before_the_grant_shortens_its_hold() -> None:
    report()
    say(HoldAction.RELEASE)

    follow()

    assert stores.grants().get(str(a_key())).hold_until == NOW


def test_what_is_frozen_is_not_released() -> None:
    report()
    follow()
    say(HoldAction.RELEASE)
    say(HoldAction.FREEZE)
    follow()

    assert release_holds(reward_desk.books(), now=NOW).released == 0


def test_the_same_word_again_is_the_same_fact() -> None:
    report()

    said = [say(HoldAction.FREEZE), say(HoldAction.FREEZE)]

    assert [each.new for each in said] == [True, False]
    assert said[0].fact == said[1].fact


def test_the_same_request_again_is_the_same_fact_whatever_came_between() -> None:
    report()
    first = say(HoldAction.FREEZE, request="r-1")
    say(HoldAction.LIFT)

    again = say(HoldAction.FREEZE, request="r-1")

    assert (again.new, again.fact) == (False, first.fact)


def test_an_order_takes_only_so_many_words() -> None:
    report()
    for n in range(MOST_HOLDS):
        say(HoldAction.FREEZE, f"reason {n}")

    with pytest.raises(TooManyHoldsError):
        say(HoldAction.LIFT)


def test_an_order_that_was_never_told_of_can_t_be_frozen() -> None:
    with pytest.raises(ConversionNotFoundError):
        say(HoldAction.FREEZE)
