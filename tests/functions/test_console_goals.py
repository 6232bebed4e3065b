"""Goals at the desk: how far they are, a new one whose promise stays, an end before the day."""

import pytest

from referrals.model.goal.goal import GoalState
from referrals.model.staff.right import StaffRole
from referrals.wiring import community_stores
from tests.corrector import shop
from tests.desk import come_in, page, post
from tests.goals import arrive, goal, start
from tests.portal import PortalPage

WISH = {
    "name": "winter-table",
    "title": "A long table for the street",
    "target": "40",
    "until": "2099-12-24",
    "promise": "each",
    "amount": "2.00",
    "why": "agreed in the team",
}


@pytest.fixture(autouse=True)
def desk(account: None) -> None:
    shop()
    come_in(StaffRole.MARKETER)


def test_a_goal_is_shown_with_how_far_it_is() -> None:
    start()
    arrive(1)

    made = page("/console/goals")

    assert "1 of 3" in made.text
    plates = [a for tag, a in made.tags if tag == "span" and "plate" in (a.get("class") or "")]
    assert len(plates) == 3


def test_a_goal_is_started_for_everybody_who_takes_part() -> None:
    assert post("/console/goals/start", **WISH)["statusCode"] == 303

    made = goal()
    assert (made.target, made.promise.amount, made.promise.asset) == (40, 200, "EUR")
    assert made.started_by == "stf_jana"
    assert f"{made.ends_at:%Y-%m-%d}" == "2099-12-25"


def test_a_goal_may_be_a_donation_or_points() -> None:
    post("/console/goals/start", **WISH | {"promise": "cause", "cause": "The animal shelter"})
    assert (goal().promise.cause, goal().promise.cause_name) == (
        "the-animal-shelter",
        "The animal shelter",
    )

    post("/console/goals/start", **WISH | {"name": "two", "promise": "points", "amount": "25"})
    second = community_stores.goals().get("friends", "two")
    assert (second.promise.asset, second.promise.amount) == ("points", 25)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", "Winter Table!"),
        ("title", ""),
        ("target", "many"),
        ("target", "0"),
        ("target", "100001"),
        ("until", "soon"),
        ("until", "2020-01-01"),
        ("until", "9999-12-31"),
        ("amount", "much"),
        ("amount", "-2"),
        ("amount", "1.000"),
        ("amount", "0"),
        ("why", ""),
    ],
)
def test_a_goal_that_cannot_be_names_its_field(field: str, text: str) -> None:
    told = post("/console/goals/start", **WISH | {field: text})

    made = PortalPage(told["body"])
    assert told["statusCode"] == 400
    assert [a.get("name") for _, a in made.tags if a.get("aria-invalid")] == [field]
    assert community_stores.goals().of_program("friends") == []


def test_a_donation_needs_its_cause() -> None:
    told = post("/console/goals/start", **WISH | {"promise": "cause"})

    assert told["statusCode"] == 400
    assert "Which cause?" in PortalPage(told["body"]).text


def test_what_was_promised_stays() -> None:
    post("/console/goals/start", **WISH)

    assert post("/console/goals/start", **WISH | {"amount": "3.00"})["statusCode"] == 409
    assert goal().promise.amount == 200


def test_a_goal_is_ended_before_its_day() -> None:
    start()

    assert post("/console/goals/winter-table/end", why="")["statusCode"] == 400
    assert post("/console/goals/winter-table/end", why="the room is let")["statusCode"] == 303

    assert goal().state is GoalState.ENDED
    assert post("/console/goals/nobody/end", why="a try")["statusCode"] == 404


def test_support_reads_goals_and_starts_none() -> None:
    start()
    come_in(StaffRole.SUPPORT)

    told = page("/console/goals").text

    assert "winter-table" in told
    assert "Start a goal" not in told
