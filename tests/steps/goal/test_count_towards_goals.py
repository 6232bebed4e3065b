"""Friends count exactly: once each, not when they went back, and the last of them once only."""

from datetime import timedelta

import pytest

from referrals.desks import goal as goal_desk
from referrals.model.goal.goal import GoalState
from referrals.steps.goal.count_towards_goals import count_towards_goals
from referrals.store.attribution.referral import as_item
from referrals.wiring import clock, community_stores, stores
from tests.corrector import CANCELLED, correct_order, place_order, record_and_wake, shop
from tests.goals import a_goal, arrive, follow, goal, start
from tests.world import NOW, a_refund


@pytest.fixture(autouse=True)
def bakery(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "pause", lambda _: None)
    shop()
    start()


def test_a_friend_counts_once_however_often_it_is_told() -> None:
    place_order()

    assert [follow(), follow(), follow()] == [1, 0, 0]
    assert goal().counted == 1


def test_an_order_that_goes_back_takes_its_friend_off_again() -> None:
    place_order()
    follow()
    record_and_wake(a_refund(2000))
    assert (follow(), goal().counted) == (0, 1)

    record_and_wake(CANCELLED)

    assert (follow(), goal().counted) == (1, 0)
    assert follow() == 0


def test_a_second_order_of_the_same_friend_is_no_second_friend() -> None:
    place_order("1001")
    follow("1001")
    place_order("1002")

    assert (follow("1002"), goal().counted) == (0, 1)


def test_an_order_of_nobody_doesn_t_count() -> None:
    place_order()
    follow()
    correct_order(None)

    assert (follow(), goal().counted) == (1, 0)


def test_it_is_reached_with_the_last_and_then_stays() -> None:
    for number in (1001, 1002, 1003):
        assert goal().state is GoalState.OPEN
        arrive(number)
    assert (goal().state, goal().counted, goal().closed_at) == (GoalState.REACHED, 3, NOW)

    record_and_wake(CANCELLED)
    follow()
    arrive(1004)

    assert (goal().state, goal().counted) == (GoalState.REACHED, 3)


def test_two_who_arrive_at_once_reach_it_once() -> None:
    arrive(1001)
    arrive(1002)
    place_order("1003", "friend1003@example.com")
    place_order("1004", "friend1004@example.com")
    stale, goals = goal(), community_stores.goals()
    assert follow("1003") == 1

    from referrals.model.goal.goal import unit_of

    late = unit_of(stores.referrals().get("friends#shopify#1004"))
    assert late
    assert not goals.count(stale, late, NOW)
    assert follow("1004") == 0
    assert (goal().counted, goal().state) == (3, GoalState.REACHED)
    assert not goals.has_unit(goal(), late.key)


def test_what_was_ordered_before_or_after_doesn_t_count() -> None:
    start(name="later", starts_at=NOW + timedelta(hours=1))
    start(name="ends-now", ends_at=NOW + timedelta(seconds=1))
    place_order()

    follow()

    counted = {each.name: each.counted for each in community_stores.goals().of_program("friends")}
    assert counted == {"winter-table": 1, "later": 0, "ends-now": 1}


def test_an_order_that_is_told_of_late_counts_while_the_goal_is_open() -> None:
    place_order()
    item = as_item(stores.referrals().get("friends#shopify#1001"))
    desk = goal_desk.counts()

    late = a_goal().ends_at + timedelta(hours=47)
    assert count_towards_goals([item], desk, now=late + timedelta(hours=1)) == 0
    assert count_towards_goals([item], desk, now=late) == 1
