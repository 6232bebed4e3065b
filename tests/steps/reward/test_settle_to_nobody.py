"""A correction to nobody, and one that gives anew what was withdrawn or never given."""

import pytest

from referrals.desks import reward as reward_desk
from referrals.model.attribution.referral import RewardStatus
from referrals.model.reward.grant import GrantStatus
from referrals.model.reward.ledger import Part
from referrals.steps.reward.release_holds import release_holds
from referrals.wiring import stores
from tests.corrector import (
    CANCELLED,
    HOOK,
    KEY,
    LIMITS,
    correct_order,
    count_of,
    grant,
    grantless,
    has,
    outbox,
    place_order,
    record_and_wake,
    shop,
    sound,
    spent_budget,
)
from tests.reward_sentences import for_advocate, for_former, for_friend
from tests.world import NOW, a_refund, an_order, hash_of

pytestmark = pytest.mark.usefixtures("account")


class TestToNobody:
    def test_both_sides_go_back_with_budget_and_counts(self) -> None:
        shop(limits=LIMITS)
        place_order()

        decision = correct_order(None)

        assert (grant().status, grant().sides) == (GrantStatus.WITHDRAWN, ())
        assert [side.remaining for side in grant().former] == [0, 0]
        assert (has("adv_ada"), count_of("adv_ada"), spent_budget()) == (0, 0, 0)
        assert stores.tallies().tally(f"friends#friend#{hash_of('ben@example.com')}").lifetime == 0
        assert (decision.status, decision.reason) == (RewardStatus.REVERSED, "corrected_to_nobody")
        assert "without a friend's recommendation" in for_friend(decision)
        assert sound()

    def test_later_facts_find_nothing_to_take(self) -> None:
        shop()
        place_order()
        correct_order(None)
        before = grant()

        record_and_wake(a_refund(2500))
        record_and_wake(CANCELLED)

        assert grant() == before
        assert sound()

    def test_another_correction_gives_it_anew(self) -> None:
        shop(limits=LIMITS, webhook_url=HOOK)
        place_order()
        correct_order(None)

        decision = correct_order("cleos")

        assert (decision.status, decision.reason) == (RewardStatus.GRANTED, "corrected")
        assert for_former(decision).startswith("The shop looked again at who had brought")
        assert [side.name for side in grant().sides] == ["advocate.2", "friend.2"]
        assert (has("adv_cleo"), count_of("adv_cleo"), spent_budget()) == (500, 1, 920)
        assert {"thanks-advocate.2", "webhook-granted.2"} <= outbox()
        assert "welcome-friend.2" not in outbox(), "Ben was welcomed already"
        release_holds(reward_desk.books(), now=NOW.replace(year=2027))
        assert has("adv_cleo", Part.AVAILABLE) == 500
        record_and_wake(a_refund(5000))
        assert (has("adv_cleo", Part.AVAILABLE), spent_budget()) == (0, 0)
        assert sound()

    def test_anew_is_only_given_where_the_checks_pass(self) -> None:
        shop(limits=LIMITS)
        place_order("2000", "dan@example.com", "cleos")
        place_order()
        correct_order(None)

        decision = correct_order("cleos")

        assert decision.reason == "advocate_limit"
        assert grant().status is GrantStatus.WITHDRAWN
        assert correct_order(None, "again").reason == "corrected_to_nobody"

    def test_what_was_withheld_is_withheld_from_nobody(self) -> None:
        shop(qualifies={"minimum_minor": 9000})
        place_order()

        decision = correct_order(None)

        assert (decision.status, decision.reason) == (RewardStatus.WITHHELD, "corrected_to_nobody")
        assert stores.grants().find(KEY) is None


def test_an_order_that_nobody_brought_is_rewarded_after_a_correction() -> None:
    shop()
    record_and_wake(an_order())
    assert stores.referrals().get(KEY).reward is None

    decision = correct_order("cleos")

    assert (decision.status, has("adv_cleo")) == (RewardStatus.GRANTED, 500)


def test_what_was_withheld_is_decided_anew_for_the_other() -> None:
    shop(limits=LIMITS)
    place_order("2000", "dan@example.com")
    place_order()
    assert grantless()

    decision = correct_order("cleos")

    assert (decision.status, has("adv_cleo")) == (RewardStatus.GRANTED, 500)


def test_an_order_that_is_lost_by_then_moves_nothing() -> None:
    shop(limits=LIMITS)
    place_order()
    record_and_wake(CANCELLED)

    decision = correct_order("cleos")

    assert (grant().status, grant().advocate_id) == (GrantStatus.REVERSED, "adv_ada")
    assert (has("adv_cleo"), count_of("adv_cleo"), spent_budget()) == (0, 0, 0)
    assert "was cancelled. So there is no reward" in for_advocate(decision)


def test_named_again_after_nobody_everybody_is_told_as_at_first() -> None:
    shop(hold_days=0)
    place_order()
    at_first = record_and_wake(CANCELLED)
    assert correct_order(None).reason == "corrected_to_nobody"

    decision = correct_order("ada-bakes")

    assert at_first
    assert (decision.reason, for_friend(decision)) == (at_first.reason, for_friend(at_first))
    assert for_advocate(decision) == for_advocate(at_first)


def test_given_back_nobody_is_told_that_it_went() -> None:
    shop()
    place_order()
    correct_order(None)

    assert for_former(correct_order("ada-bakes")) == ""
