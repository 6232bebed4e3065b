"""A goal is started with a promise that can be kept, and never changes it."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from referrals.model.goal.goal import GoalPromise, GoalStartedError, GoalState, ImpossibleGoalError
from referrals.steps.goal.start_goal import end_goal
from referrals.wiring import community_stores
from tests.corrector import shop
from tests.goals import DONATION, a_goal, goal, start
from tests.world import NOW


@pytest.fixture(autouse=True)
def bakery(account: None) -> None:
    shop()


def test_the_same_goal_again_is_the_same_goal() -> None:
    assert start() == start() == goal()


@pytest.mark.parametrize(
    "changes", [{"target": 5}, {"promise": DONATION}, {"title": "Another"}], ids=str
)
def test_what_was_promised_can_t_be_changed(changes: dict[str, Any]) -> None:
    start()

    with pytest.raises(GoalStartedError):
        start(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"ends_at": NOW},
        {"ends_at": NOW - timedelta(days=3)},
        {"promise": GoalPromise(amount=5)},
        {"promise": GoalPromise(amount=5, asset="EUR", cause="x")},
        {"promise": GoalPromise(amount=5, asset="USD")},
    ],
    ids=str,
)
def test_what_can_t_be_kept_can_t_be_promised(changes: dict[str, Any]) -> None:
    with pytest.raises(ImpossibleGoalError):
        start(**changes)


@pytest.mark.parametrize("target", [0, -1, 100_001, 1.5])
def test_a_goal_has_a_size(target: Any) -> None:
    with pytest.raises(ValidationError):
        a_goal(target=target)


def test_one_that_is_ended_is_told_of_and_not_reached() -> None:
    start()

    ended = end_goal("friends", "winter-table", community_stores.goals(), now=NOW)

    assert (ended.state, ended.closed_at) == (GoalState.ENDED, NOW)
    again = end_goal("friends", "winter-table", community_stores.goals(), now=NOW + timedelta(1))
    assert again == ended


def test_its_cost_is_known_before() -> None:
    assert a_goal(target=100).most_cost == 60_000
    assert a_goal(target=100, promise=DONATION).most_cost == 50_000
