"""What the end of a goal sends to each who took part: it was reached, or it ends kindly."""

from datetime import datetime

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.goal.goal import Goal, GoalState


def goal_letter(goal: Goal, person_id: str, at: datetime) -> OutboxItem:
    """Once a person. What is theirs is told to all; anything else to who agreed to it."""
    return an_item(
        f"goal#{goal.goal_id}#{person_id}",
        Channel.EMAIL,
        _topic(goal),
        program_id=goal.program_id,
        at=at,
        person_id=person_id,
        data={"goal": goal.name},
    )


def _topic(goal: Goal) -> Topic:
    if goal.state is not GoalState.REACHED:
        return Topic.GOAL_MISSED
    return Topic.GOAL_DONATED if goal.promise.is_donation else Topic.GOAL_REWARDED
