"""GET /console/goals and its forms: what is reached together, how far it is, a new one, an end."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from referrals.edge.http import Answer
from referrals.model.errors import RefusedError
from referrals.model.expiry.terms import POINTS
from referrals.model.goal.goal import (
    LONGEST_TITLE,
    MOST_TARGET,
    Goal,
    GoalPromise,
    GoalState,
)
from referrals.model.money import require_typed_minor
from referrals.model.staff.right import Right
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.visit import DeskVisit
from referrals.steps.goal.start_goal import end_goal, start_goal
from referrals.views.goal.goal_board import GoalPicture, goal_picture
from referrals.wiring import community_stores, stores

SHAPES = {
    GoalState.OPEN: "pending",
    GoalState.REACHED: "yours",
    GoalState.MISSED: "spent",
    GoalState.ENDED: "spent",
}
LONGEST_NAME, LONGEST_CAUSE = 40, 120


class UnclearGoalError(RefusedError):
    code = "unclear_goal"


@dataclass(frozen=True, slots=True)
class GoalLine:
    goal: Goal
    picture: GoalPicture
    shape: str
    most: str
    """What it costs at the most."""


def show(visit: DeskVisit) -> Answer:
    rules = visit.rules
    found = community_stores.goals().of_program(visit.program.program_id)
    found.sort(key=lambda goal: (goal.state is not GoalState.OPEN, -goal.starts_at.timestamp()))
    return show_page(
        visit,
        "goals",
        "Goals",
        lines=[_line(visit, goal) for goal in found],
        promises=[
            ("each", f"{rules.currency} for everybody who took part"),
            (POINTS, "points for everybody who took part"),
            ("cause", f"{rules.currency} to a cause, once"),
        ],
        shapes=visit.may(Right.PROGRAM),
        most_target=MOST_TARGET,
        longest_title=LONGEST_TITLE,
        refused=visit.parts.get("goal", ""),
    )


def start(visit: DeskVisit) -> None:
    """What it promises never changes afterwards."""
    visit.reason()
    goal = _goal(visit)
    start_goal(goal, community_stores.goals(), stores.programs(), now=visit.now)


def end(visit: DeskVisit) -> None:
    """Before its day: those who took part are told kindly, and nothing is given."""
    visit.reason()
    end_goal(visit.program.program_id, visit.parts["goal"], community_stores.goals(), now=visit.now)


def _line(visit: DeskVisit, goal: Goal) -> GoalLine:
    promise = goal.promise
    asset = visit.rules.currency if promise.is_donation else promise.asset
    most = (
        f"{visit.words.number(goal.most_cost)} points"
        if asset == POINTS
        else visit.words.money(goal.most_cost, asset)
    )
    return GoalLine(goal, goal_picture(goal, visit.rules, visit.words), SHAPES[goal.state], most)


def _goal(visit: DeskVisit) -> Goal:
    try:
        return Goal(
            program_id=visit.program.program_id,
            name=visit.form.text("name", LONGEST_NAME),
            title=visit.form.text("title", LONGEST_TITLE),
            target=_number(visit, "target"),
            starts_at=visit.now,
            ends_at=_end_of(_day(visit), visit.zone),
            promise=_promise(visit),
            started_by=visit.staff.staff_id,
        )
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        raise UnclearGoalError(
            "this can’t be one.", field=field, remedy=_HINTS.get(field, "Look at it once more.")
        ) from None


_HINTS = {
    "name": "Use small letters, digits and hyphens, such as winter-table.",
    "title": "Write what people read, in your own words.",
    "target": f"From 1 to {MOST_TARGET} friends.",
    "amount": "Give an amount, such as 2.00.",
}


def _promise(visit: DeskVisit) -> GoalPromise:
    kind, rules = visit.form.text("promise", 20), visit.rules
    cause = visit.form.text("cause", LONGEST_CAUSE)
    if kind == "cause" and not cause:
        raise UnclearGoalError("which cause?", field="cause", remedy="Name it as people do.")
    amount = (
        _number(visit, "amount")
        if kind == POINTS
        else require_typed_minor(visit.form.text("amount", 20), rules.currency)
    )
    if kind == "cause":
        return GoalPromise(amount=amount, cause=_plain(cause), cause_name=cause)
    return GoalPromise(asset=POINTS if kind == POINTS else rules.currency, amount=amount)


def _plain(cause: str) -> str:
    """By which donations to it are counted."""
    kept = "".join(each if each.isalnum() else "-" for each in cause.lower())
    return "-".join(part for part in kept.split("-") if part)[:LONGEST_NAME] or "cause"


def _number(visit: DeskVisit, name: str) -> int:
    text = visit.form.text(name, 12)
    return int(text) if text.isascii() and text.isdecimal() else 0


def _day(visit: DeskVisit) -> date:
    try:
        return date.fromisoformat(visit.form.text("until", 10))
    except ValueError:
        raise UnclearGoalError(
            "until when?", field="until", remedy="Give its last day, such as 2026-12-24."
        ) from None


def _end_of(day: date, zone: str) -> datetime:
    """The first moment after the day, where the program is."""
    try:
        return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)
    except OverflowError:
        raise UnclearGoalError(
            "this day is too far.", field="until", remedy="Give a day of this century."
        ) from None
