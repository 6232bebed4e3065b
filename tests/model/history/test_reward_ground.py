"""What a reward's decision rested on: whole enough to be taken again, and naming nobody."""

from referrals.model.history.reward_ground import (
    SOMEBODY,
    known_reward_ground,
    number_of,
    reward_ground,
)
from referrals.model.program.budget import Shard
from referrals.model.program.tally import Tally
from referrals.model.reward.ledger import Balance
from referrals.model.reward.question import RewardQuestion
from tests.world import a_conversion, a_referral, figures_of, hash_of, rules


def a_question() -> RewardQuestion:
    return RewardQuestion(
        referral=a_referral(figures_of(a_conversion())),
        rules=rules(),
        current=rules(),
        period="2026-11",
        sides=(),
        advocate=Tally(subject="friends#advocate#adv_ada", lifetime=3),
        shards=(Shard(0, 5, 7),),
        rules_version=2,
        current_version=3,
    )


def test_counts_and_money_come_back_as_they_were_read() -> None:
    kept = known_reward_ground(
        reward_ground(a_question(), {"home": Balance(account="home", balance=9)}, number=4)
    )

    assert kept
    assert (kept.number, kept.rules_version, kept.current_version) == (4, 2, 3)
    assert kept.tally("advocate", "friends#advocate#adv_ada").lifetime == 3
    assert kept.tally("friend", "x") == Tally(subject="x")
    assert kept.all_shards == (Shard(0, 5, 7),)
    assert kept.balances == {"home": 9}


def test_the_referral_comes_back_without_the_friends_hash() -> None:
    question = a_question()
    found = reward_ground(question, {}, number=1)
    kept = known_reward_ground(found)

    assert kept
    then = kept.past_referral(question.referral, None)
    assert then.figures.customer_hash == SOMEBODY
    hidden = question.referral.figures.model_copy(update={"customer_hash": SOMEBODY})
    assert then == question.referral.model_copy(update={"figures": hidden})
    assert hash_of("ben@example.com") not in str(found)


def test_a_referral_without_a_decision_counts_none() -> None:
    assert number_of(a_referral(figures_of(a_conversion()))) == 0
    assert known_reward_ground(None) is None
