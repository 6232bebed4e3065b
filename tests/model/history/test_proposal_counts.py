"""Counts of then, moved by what other rules decided otherwise."""

from referrals.model.history.proposal_counts import ProposalCounts
from referrals.model.history.reward_ground import RewardGround
from referrals.model.program.budget import remaining_budget
from referrals.model.reward.grant import Grant, GrantStatus, Side, Worth
from tests.world import NOW

ADA = "friends#advocate#adv_ada"


def a_grant(budget_minor: int = 500) -> Grant:
    worth = Worth(amount=500, asset="EUR", worth_minor=500, words="5.00 EUR")
    side = Side(name="advocate", person_id="adv_ada", terms={"kind": "store_credit"}, worth=worth)
    return Grant(
        key="friends#shopify#1",
        program_id="friends",
        program_version=1,
        offer="two-for-joy",
        advocate_id="adv_ada",
        friend_id="fri_ben",
        customer_hash="h",
        sides=(side,),
        currency="EUR",
        status=GrantStatus.HELD,
        shard=0,
        budget_minor=budget_minor,
        period="2026-11",
        day="2026-11-22",
        worth_minor=500,
        granted_at=NOW,
        hold_until=NOW,
    )


def ground(lifetime: int, spent: int = 0) -> RewardGround:
    return RewardGround(
        rules_version=1,
        current_version=1,
        referral={},
        advocate={"lifetime": lifetime, "periods": {"2026-11": lifetime}},
        shards=((0, spent),),
    )


def test_without_a_difference_counts_are_what_was_read() -> None:
    counts = ProposalCounts()
    counts.see(ground(3, spent=900), {"advocate": ADA})
    counts.move("1", None, a_grant())
    counts.move_proposal("1", None, a_grant())

    assert counts.tally(ADA).lifetime == 4
    assert remaining_budget(2000, counts.shards("friends")) == 2000 - 900 - 500


def test_what_the_proposal_withheld_leaves_room() -> None:
    counts = ProposalCounts()
    counts.see(ground(3, spent=900), {"advocate": ADA})
    counts.move("1", None, a_grant())

    assert counts.tally(ADA).periods["2026-11"] == 3
    assert remaining_budget(2000, counts.shards("friends")) == 2000 - 900


def test_a_later_reading_keeps_the_difference() -> None:
    counts = ProposalCounts()
    counts.move("1", None, a_grant())
    counts.see(ground(7, spent=5000), {"advocate": ADA})

    assert counts.tally(ADA).lifetime == 6
    assert remaining_budget(9000, counts.shards("friends")) == 9000 - 4500


def test_what_the_proposal_gives_more_counts_too() -> None:
    counts = ProposalCounts()
    counts.move_proposal("1", None, a_grant())

    assert counts.tally(ADA).lifetime == 1
    assert remaining_budget(600, counts.shards("friends")) == 100


def test_a_grant_from_before_has_its_place_by_either_rules() -> None:
    counts = ProposalCounts()
    counts.begin("1", a_grant())
    counts.see(ground(1), {"advocate": ADA})

    assert counts.tally(ADA).lifetime == 1
    counts.move_proposal("1", a_grant(), None)
    assert counts.tally(ADA).lifetime == 0
