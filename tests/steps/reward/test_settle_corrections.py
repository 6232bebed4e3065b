"""A correction names another advocate after the reward: what moves, and what never does twice."""

import pytest

from referrals.desks import reward as reward_desk
from referrals.model.attribution.referral import RewardStatus, Verdict
from referrals.model.order.conversion import Dispute, DisputeFact
from referrals.model.program.budget import remaining_budget
from referrals.model.reward.grant import GrantStatus
from referrals.model.reward.ledger import Part
from referrals.steps.reward.release_holds import release_holds
from referrals.wiring import stores
from tests.corrector import (
    CANCELLED,
    CODE,
    EARNED,
    HOOK,
    LIMITS,
    correct_order,
    count_of,
    grant,
    has,
    outbox,
    place_order,
    record_and_wake,
    shop,
    sound,
    spend,
    spent_budget,
    statement,
)
from tests.reward_sentences import for_advocate, for_former, for_friend
from tests.world import AT, NOW, a_refund, hash_of

pytestmark = pytest.mark.usefixtures("account")


class TestToAnother:
    def test_one_goes_back_and_the_other_is_given(self) -> None:
        shop()
        place_order()

        decision = correct_order("cleos")

        assert (has("adv_ada"), has("adv_cleo")) == (0, 500)
        assert grant().advocate_id == "adv_cleo"
        assert [side.name for side in grant().sides] == ["advocate.2", "friend"]
        assert [side.remaining for side in grant().former] == [0]
        assert (decision.status, decision.reason) == (RewardStatus.GRANTED, "corrected")
        assert for_advocate(decision).startswith("A friend came through you. Thank you.")
        assert for_former(decision).startswith("The shop looked again at who had brought")
        assert sound()

    def test_the_friend_s_side_stays_as_it_is(self) -> None:
        shop()
        place_order()
        before = grant().side("friend")

        decision = correct_order("cleos")

        assert grant().side("friend") == before
        assert for_friend(decision).startswith("A friend sent you to us")
        assert stores.tallies().tally(f"friends#friend#{hash_of('ben@example.com')}").lifetime == 1

    def test_a_repeat_of_every_stage_moves_nothing_more(self) -> None:
        shop(limits=LIMITS)
        place_order()
        correct_order("cleos")
        before = grant()

        correct_order("cleos")
        record_and_wake()

        assert grant() == before
        assert (has("adv_cleo"), count_of("adv_cleo"), count_of("adv_ada")) == (500, 1, 0)

    def test_budget_and_counts_follow(self) -> None:
        shop(limits=LIMITS)
        place_order()

        correct_order("cleos")

        assert spent_budget() == grant().budget_minor == 920
        assert (count_of("adv_ada"), count_of("adv_cleo")) == (0, 1)

    def test_there_and_back_again_ends_where_it_began(self) -> None:
        shop(limits=LIMITS)
        place_order()

        correct_order("cleos", "first")
        correct_order("ada-bakes", "second")

        assert (has("adv_ada"), has("adv_cleo")) == (500, 0)
        assert [side.name for side in grant().sides] == ["advocate.3", "friend"]
        assert spent_budget() == 920
        assert sound()

    def test_a_refund_in_part_holds_for_the_new_one(self) -> None:
        shop(hold_days=0)
        place_order()
        record_and_wake(a_refund(2500, "1"))

        decision = correct_order("cleos")

        assert (has("adv_ada", Part.AVAILABLE), has("adv_cleo", Part.AVAILABLE)) == (0, 250)
        assert decision.status is RewardStatus.REVERSED
        assert for_advocate(decision) == (
            "Part of your friend's order went back. So part of the reward went back. "
            "This stays yours: €2.50 of store credit."
        )
        record_and_wake(a_refund(1250, "2"))
        assert (has("adv_ada", Part.AVAILABLE), has("adv_cleo", Part.AVAILABLE)) == (0, 125)
        assert sound()

    def test_after_the_release_it_is_available_at_once(self) -> None:
        shop()
        place_order()
        release_holds(reward_desk.books(), now=NOW.replace(year=2027))

        correct_order("cleos")

        assert has("adv_cleo", Part.AVAILABLE) == 500
        assert (has("adv_ada", Part.AVAILABLE), has("adv_ada")) == (0, 0)

    def test_a_moved_grant_is_released_once(self) -> None:
        shop(webhook_url=HOOK)
        place_order()
        correct_order("cleos")

        release_holds(reward_desk.books(), now=NOW.replace(year=2027))

        assert has("adv_cleo", Part.AVAILABLE) == 500
        assert {"released-advocate.2", "webhook-released.2"} <= outbox()
        assert "released-advocate" not in outbox()

    def test_what_was_spent_is_borne_by_the_program(self) -> None:
        shop(hold_days=0)
        place_order()
        spend("adv_ada", 400)

        decision = correct_order("cleos")

        assert (has("adv_ada", Part.AVAILABLE), has("adv_cleo", Part.AVAILABLE)) == (0, 500)
        assert grant().side("advocate").uncollected == 400
        assert for_former(decision).endswith("What you have spent of it stays yours.")
        assert sound()

    def test_who_gets_it_back_has_what_they_spent_only_once(self) -> None:
        shop(hold_days=0)
        place_order()
        spend("adv_ada", 400)

        correct_order("cleos", "first")
        correct_order("ada-bakes", "second")

        assert has("adv_ada", Part.AVAILABLE) == 100
        assert sum(side.uncollected for side in grant().all_sides) == 0
        assert sound()

    def test_both_are_told_by_letter_webhook_and_statement(self) -> None:
        shop(webhook_url=HOOK)
        place_order()

        correct_order("cleos")

        assert {"thanks-advocate.2", "webhook-reversed-2", "webhook-granted.2"} <= outbox()
        taken, given = statement("adv_ada"), statement("adv_cleo")
        assert taken == ["Gone back, as the shop corrected who had brought this friend", EARNED]
        assert given == [EARNED]

    def test_a_thing_is_revoked_and_made_anew(self) -> None:
        offer = {"name": "things", "advocate": CODE, "friend": CODE}
        shop(hold_days=0, offers=[offer])
        place_order()
        issued = grant().side("advocate").model_copy(update={"issued_at": NOW, "code": "AB-CD"})
        stores.grants().change(grant().with_side(issued))

        correct_order("cleos")

        assert {"revoke-advocate-3", "reward-advocate.2"} <= outbox()
        assert grant().side("advocate.2").code == ""

    def test_milestones_are_each_advocate_s_own(self) -> None:
        shop(milestones=[{"at": 1, "reward": {"kind": "points", "amount": 50}}])
        place_order()
        assert has("adv_ada", asset="points") == 50

        correct_order("cleos")

        assert (has("adv_ada", asset="points"), has("adv_cleo", asset="points")) == (0, 50)
        assert grant().milestones == (1,)
        assert stores.tallies().tally("friends#advocate#adv_ada").milestones == ()
        assert stores.tallies().tally("friends#advocate#adv_cleo").milestones == (1,)

    def test_a_limit_that_is_reached_holds_and_the_friend_keeps_theirs(self) -> None:
        shop(limits=LIMITS)
        place_order("2000", "dan@example.com", "cleos")
        place_order()

        decision = correct_order("cleos")

        assert (decision.status, decision.reason) == (RewardStatus.GRANTED, "advocate_limit")
        assert [side.name for side in grant().sides] == ["friend"]
        assert (has("adv_ada"), has("adv_cleo"), count_of("adv_ada")) == (0, 500, 0)
        assert spent_budget() == 920 + 420
        record_and_wake(CANCELLED)
        assert (grant().status, count_of("adv_cleo")) == (GrantStatus.REVERSED, 1)
        assert sound()

    def test_a_milestone_that_the_budget_cannot_pay_is_no_move(self) -> None:
        milestones = [{"at": 2, "reward": {"kind": "store_credit", "amount_minor": 900}}]
        shop(milestones=milestones, limits={"budget_minor": 2000})
        place_order("2000", "dan@example.com", "cleos")
        place_order()

        decision = correct_order("cleos")

        assert decision.reason == "budget_spent"
        assert {c.rule: c.verdict for c in decision.checks}["budget"] is Verdict.FAIL
        assert remaining_budget(2000, stores.tallies().shards("friends")) == 2000 - 920 - 420

    def test_a_dearer_part_takes_the_difference_from_the_budget(self) -> None:
        milestones = [{"at": 2, "reward": {"kind": "store_credit", "amount_minor": 900}}]
        shop(milestones=milestones, limits={"budget_minor": 3000})
        place_order("2000", "dan@example.com", "cleos")
        place_order()

        assert correct_order("cleos").reason == "corrected"
        assert spent_budget() == 2 * 920 + 900
        assert sound()

    def test_a_suspended_grant_is_restored_to_the_new_one(self) -> None:
        shop(hold_days=0)
        place_order()
        record_and_wake(DisputeFact("dp", Dispute.OPEN, 5000, AT * 1000))

        correct_order("cleos")
        assert (grant().status, has("adv_cleo", Part.AVAILABLE)) == (GrantStatus.SUSPENDED, 0)
        record_and_wake(DisputeFact("dp", Dispute.WON, 5000, AT * 1000 + 5))

        assert (has("adv_ada", Part.AVAILABLE), has("adv_cleo", Part.AVAILABLE)) == (0, 500)
        assert grant().status is GrantStatus.AVAILABLE
