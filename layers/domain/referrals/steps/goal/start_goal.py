"""Starts a goal, and ends one before its day. What was promised never changes afterwards."""

from datetime import datetime

from referrals.model.goal.goal import Goal, GoalStartedError, GoalState, require_possible_goal
from referrals.store.goal.goal import Goals
from referrals.store.program.program import Programs


def start_goal(goal: Goal, goals: Goals, programs: Programs, *, now: datetime) -> Goal:
    """The same goal again is the same; another one of its name is refused."""
    require_possible_goal(goal, programs.get(goal.program_id).rules, now)
    if goals.add(goal):
        return goal
    known = goals.get(goal.program_id, goal.name)
    same = ("title", "target", "starts_at", "ends_at", "promise")
    if any(getattr(known, each) != getattr(goal, each) for each in same):
        raise GoalStartedError(
            f"{goal.name} was started with other words or another promise.",
            field="name",
            remedy="What was promised stays; give this one a name of its own.",
        )
    return known


def end_goal(program_id: str, name: str, goals: Goals, *, now: datetime) -> Goal:
    """Those who took part are told kindly; one that is closed stays as it is."""
    goals.close(goals.get(program_id, name), GoalState.ENDED, now)
    return goals.get(program_id, name)
