"""Everything about a reward is looked up, nothing is written, and nothing is read in vain."""

from dataclasses import replace
from datetime import timedelta

import pytest

from referrals.desks import reward as reward_desk
from referrals.model.errors import NotFoundError
from referrals.model.program.program import AppliedProgram
from referrals.model.reward.question import RewardQuestion
from referrals.steps.reward.gather_reward import gather_reward
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import clients, stores
from tests.world import NOW, a_program, add_facts, an_order, refer, rules

pytestmark = pytest.mark.usefixtures("account")


def gather(key: str) -> RewardQuestion:
    grant = stores.grants().find(key)
    books = reward_desk.books()
    return gather_reward(stores.referrals().get(key), grant, books.programs, books.tallies)


def test_nothing_is_stored_by_asking() -> None:
    stores.programs().add(a_program(limits={"budget_minor": 5000}))

    question = gather(refer())

    assert question.budget_left_minor == 5000
    assert list(clients.table("ledger").scan()) == []


def test_the_cost_of_all_sides_is_known() -> None:
    stores.programs().add(
        a_program(milestones=[{"at": 1, "reward": {"kind": "points", "amount": 9}}])
    )

    question = gather(refer())

    assert [side.name for side in question.sides] == ["advocate", "friend", "milestone-1"]
    assert question.cost_minor == 500 + 420


def test_a_milestone_stays_with_the_order_that_reached_it() -> None:
    stores.programs().add(
        a_program(milestones=[{"at": 1, "reward": {"kind": "points", "amount": 9}}])
    )
    key = refer()
    settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)

    assert [side.name for side in gather(key).sides][-1] == "milestone-1"


def test_the_period_is_that_of_the_order() -> None:
    stores.programs().add(a_program())
    last_month = an_order().occurred_at - timedelta(days=30)

    assert gather(refer(an_order(occurred_at=last_month))).period == "2026-10"


def test_a_version_that_is_not_there_is_not_guessed() -> None:
    stores.programs().add(a_program())

    with pytest.raises(NotFoundError):
        gather(refer(program_version=7))


def test_what_was_granted_is_reckoned_by_the_rules_it_was_granted_by() -> None:
    stores.programs().add(a_program())
    key = refer()
    settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=NOW)
    offer = rules().offers[0].model_dump() | {"friend": {"kind": "points", "amount": 1}}
    newer = AppliedProgram(
        program_id="friends", version=2, applied_at=NOW, rules=rules(offers=[offer])
    )
    stores.programs().add(newer)

    larger = replace(an_order().amounts, gross_minor=10_000)
    add_facts(key, an_order(amounts=larger, version_ms=9**15))

    assert [side.kind for side in gather(key).sides] == ["store_credit", "discount_code"]
