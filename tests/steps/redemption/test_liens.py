"""A reversal that meets a reservation: the figures of docs/algorithms/redemptions.md."""

import pytest

from referrals.desks import reward as reward_desk
from referrals.model.reward.ledger import Part
from referrals.model.reward.settlement import Settlement
from referrals.steps.redemption.lay_liens import lien_actions
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.credit import credit, has, reserve
from tests.steps.redemption.settlements import (
    KEY,
    capture,
    grant_order,
    is_sound,
    liens,
    owed,
    refund,
    release,
    side,
)
from tests.world import NOW, a_refund, add_facts, an_order, hash_of, refer


@pytest.fixture(autouse=True)
def order(account: None) -> None:
    grant_order()


def test_what_comes_back_is_collected() -> None:
    made = reserve(300)
    refund(5000)
    assert (has(), has(Part.RESERVED), side().uncollected, liens()) == (0, 300, 300, 300)

    release(made)

    assert (has(), side().uncollected, owed(), liens()) == (0, 0, 0, 0)
    assert is_sound()


def test_what_is_captured_is_borne_by_the_program() -> None:
    made = reserve(300)
    refund(5000)

    capture(made)

    assert (has(), side().uncollected, owed(), liens()) == (0, 300, 300, 0)
    assert is_sound()


def test_of_a_part_only_the_rest_is_collected() -> None:
    made = reserve(300)
    refund(5000)

    capture(made, 100)

    assert (has(), side().uncollected, owed(), liens()) == (0, 100, 100, 0)


def test_what_was_spent_before_is_never_collected() -> None:
    capture(reserve(500))
    refund(2500)
    credit(400)
    made = reserve(400, "till-2")

    release(made)

    assert (has(), side().uncollected) == (400, 250)


def test_two_reversals_lie_on_it_one_after_the_other() -> None:
    made = reserve(500)
    refund(2500, "1")
    refund(2500, "2")
    assert liens() == 500

    release(made)

    assert (has(), side().uncollected, owed()) == (0, 0, 0)


def test_of_two_reservations_the_one_that_returns_pays() -> None:
    first, second = reserve(250), reserve(250, "till-2")
    refund(2500)
    assert liens() == 250

    capture(first)
    release(second)

    assert (has(), side().uncollected, is_sound()) == (0, 0, True)


def test_nothing_of_what_stands_again_is_collected() -> None:
    made = reserve(500)
    refund(5000)
    grant = stores.grants().get(KEY)
    forgiven = grant.with_side(side().model_copy(update={"uncollected": 0}))
    stores.grants().change(forgiven)

    release(made)

    assert (has(), liens()) == (500, 0)


def test_a_reversal_that_finds_nothing_spent_lays_no_lien() -> None:
    grant, decision = stores.grants().get(KEY), stores.referrals().get(KEY).reward
    assert decision

    same = Settlement(decision, grant, grant)

    assert list(lien_actions(same, reward_desk.books())) == []


def test_of_many_reversals_ten_lie_on_it() -> None:
    desk = reward_desk.orders(), reward_desk.books()
    keys = [
        refer(
            an_order(customer_hash=hash_of(f"friend{number}@example.com")),
            order_id=f"more-{number}",
            friend_id=f"fri_{number}",
        )
        for number in range(12)
    ]
    for key in keys:
        settle_rewards(key, *desk, now=NOW)
    made = reserve(has())
    for key in keys:
        add_facts(key, a_refund(5000))
        settle_rewards(key, *desk, now=NOW)

    laid = stores.liens().find("adv_ada", "friends", "EUR").liens

    assert (len(laid), liens()) == (10, 5000)
    release(made)
    assert is_sound()
