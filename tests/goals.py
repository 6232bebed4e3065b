"""A table for the winter, and friends who come to it."""

from datetime import timedelta
from typing import Any

from referrals.desks import goal as goal_desk
from referrals.model.goal.goal import Goal, GoalPromise
from referrals.model.work import HasTime, endless
from referrals.steps.goal.count_towards_goals import count_towards_goals
from referrals.steps.goal.settle_goals import GoalReport, settle_goals
from referrals.steps.goal.start_goal import start_goal
from referrals.store.attribution.referral import as_item
from referrals.wiring import community_stores, stores
from tests.corrector import place_order
from tests.world import NOW

EACH = GoalPromise(asset="EUR", amount=300)
DONATION = GoalPromise(amount=50_000, cause="shelter", cause_name="the animal shelter")


def a_goal(**changes: Any) -> Goal:
    given: dict[str, Any] = {
        "program_id": "friends",
        "name": "winter-table",
        "title": "A hundred friends at one table",
        "target": 3,
        "starts_at": NOW - timedelta(days=1),
        "ends_at": NOW + timedelta(days=30),
        "promise": EACH,
        "started_by": "Mira",
    }
    return Goal.model_validate({**given, **changes})


def start(**changes: Any) -> Goal:
    return start_goal(a_goal(**changes), community_stores.goals(), stores.programs(), now=NOW)


def goal() -> Goal:
    return community_stores.goals().get("friends", "winter-table")


def follow(order_id: str = "1001") -> int:
    """As the stream tells of an order."""
    item = as_item(stores.referrals().get(f"friends#shopify#{order_id}"))
    return count_towards_goals([item], goal_desk.counts(), now=NOW)


def arrive(number: int, code: str = "ada-bakes") -> None:
    """Somebody whom nobody knew."""
    place_order(f"{number}", f"friend{number}@example.com", code)
    follow(f"{number}")


def settle(days: int = 0, has_time: HasTime = endless) -> GoalReport:
    return settle_goals(goal_desk.goals(), now=NOW + timedelta(days=days), has_time=has_time)
