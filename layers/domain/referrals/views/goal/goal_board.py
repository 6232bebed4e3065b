"""How far are we together? A program's goals, with plates on a table and the same in numbers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.community.sentence import promise_sentence
from referrals.model.expiry.terms import last_moment
from referrals.model.goal.goal import Goal, GoalState
from referrals.model.program.program import Program
from referrals.model.words.wording import Wording
from referrals.store.goal.goal import Goals

MOST_PLATES = 40
REMEMBERED = timedelta(days=60)
SHOWN = 3


@dataclass(frozen=True, slots=True)
class GoalPicture:
    """Plain text in every field: whoever renders it escapes it."""

    name: str
    title: str
    state: str
    laid: int
    empty: int
    """Plates; each stands for as many friends as `each` says."""
    figure: str
    """The same as the plates, in words."""
    each: str
    promise: str
    until: str


@dataclass(frozen=True, slots=True)
class GoalBoard:
    title: str
    goals: tuple[GoalPicture, ...]
    empty: str


def goal_board(rules: Program, goals: Goals, *, words: Wording, now: datetime) -> GoalBoard:
    """Open ones first; what was closed is remembered for two months."""
    found = [
        goal
        for goal in goals.of_program(rules.program)
        if goal.starts_at <= now and (goal.closed_at is None or now < goal.closed_at + REMEMBERED)
    ]
    found.sort(key=lambda goal: (goal.state is not GoalState.OPEN, goal.ends_at))
    return GoalBoard(
        title=words.say("goal.title"),
        goals=tuple(goal_picture(goal, rules, words) for goal in found[:SHOWN]),
        empty="" if found else words.say("goal.empty"),
    )


def goal_picture(goal: Goal, rules: Program, words: Wording) -> GoalPicture:
    """No plate is laid before its friends have come, and none is missing once they have."""
    size = -(-goal.target // MOST_PLATES)
    plates = -(-goal.target // size)
    full = goal.counted >= goal.target
    laid = plates if full else goal.counted // size
    day = words.date(last_moment(goal.ends_at), rules.time_zone)
    counted, target = words.number(goal.counted), words.number(goal.target)
    return GoalPicture(
        name=goal.name,
        title=goal.title,
        state=goal.state.value,
        laid=laid,
        empty=plates - laid,
        figure=words.say("goal.figure", counted=counted, target=target),
        each=words.count("goal.each", size) if size > 1 else "",
        promise=promise_sentence(words, goal, rules),
        until=words.say(f"goal.{goal.state}", date=day),
    )
