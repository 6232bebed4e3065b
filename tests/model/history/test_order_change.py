"""What counts as a change of an order's outcome, and what it costs."""

from dataclasses import replace

from referrals.model.history.order_change import OrderChange, OrderOutcome, OrderShare, effect_of
from tests.world import NOW

FIVE = OrderShare("advocate", "adv_ada", "store_credit", 500, "EUR", "5.00 EUR of store credit")
GRANTED = OrderOutcome("granted", "all_checks_passed", "adv_ada", (FIVE,), 500)
NOTHING = OrderOutcome("withheld", "below_minimum", "adv_ada")


def a_change(
    before: OrderOutcome, after: OrderOutcome, key: str = "friends#shopify#1"
) -> OrderChange:
    return OrderChange(key, NOW, before, after)


def test_another_reason_for_nothing_touches_nobody() -> None:
    assert not a_change(NOTHING, replace(NOTHING, reason="friend_limit")).is_touched


def test_another_amount_or_person_does() -> None:
    assert a_change(GRANTED, replace(GRANTED, shares=(FIVE._replace(amount=700),))).is_touched
    assert a_change(GRANTED, replace(GRANTED, advocate_id="adv_cleo")).is_touched
    assert not a_change(GRANTED, GRANTED).is_touched


def test_the_effect_sums_all_orders_and_lists_the_touched() -> None:
    lost = a_change(GRANTED, NOTHING, "2")
    won = a_change(NOTHING, GRANTED, "1")
    same = a_change(GRANTED, GRANTED, "3")

    effect = effect_of([lost, won, same], unknown=4)

    assert (effect.orders, effect.unknown) == (3, 4)
    assert effect.changes == (won, lost)
    assert (effect.gains, effect.losses) == (1, 1)
    assert (effect.people("advocate"), effect.people("friend")) == (1, 0)
    assert (effect.cost_before_minor, effect.cost_after_minor, effect.cost_minor) == (1000, 1000, 0)
