"""How far we are is shown in plates and in numbers that say the same."""

from datetime import timedelta

import pytest

from functions.portal.app import handler
from referrals.model.community.sentence import promise_sentence
from referrals.model.goal.goal import GoalState
from referrals.model.words.wording import languages, wording
from referrals.views.goal.goal_board import GoalBoard, goal_board, goal_picture
from referrals.wiring import clock, community_stores, stores
from tests.corrector import shop
from tests.goals import DONATION, a_goal, arrive, start
from tests.portal import PortalPage, event
from tests.world import NOW, rules


@pytest.fixture(autouse=True)
def bakery(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    shop()


def board(days: int = 0) -> GoalBoard:
    program = stores.programs().get("friends").rules
    now = NOW + timedelta(days=days)
    return goal_board(program, community_stores.goals(), words=wording("en"), now=now)


@pytest.mark.parametrize(
    ("target", "counted", "laid", "empty"),
    [
        (3, 0, 0, 3),
        (3, 2, 2, 1),
        (40, 40, 40, 0),
        (100, 2, 0, 34),
        (100, 99, 33, 1),
        (100, 100, 34, 0),
    ],
)
def test_no_plate_is_laid_before_its_friends_have_come(
    target: int, counted: int, laid: int, empty: int
) -> None:
    known = a_goal(target=target, counted=counted)

    picture = goal_picture(known, rules(), wording("en"))

    assert (picture.laid, picture.empty) == (laid, empty)
    assert picture.figure == f"{counted} of {target} friends"


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (GoalState.OPEN, "When we are all there, everyone who took part gets €3.00."),
        (GoalState.REACHED, "We are all there. Everyone who took part has €3.00."),
        (GoalState.MISSED, "It did not come to it this time."),
        (GoalState.ENDED, "It did not come to it this time."),
    ],
)
def test_each_state_says_what_follows(state: GoalState, sentence: str) -> None:
    assert promise_sentence(wording("en"), a_goal(state=state), rules()).startswith(sentence)


def test_a_donation_is_promised_by_name() -> None:
    told = promise_sentence(wording("en"), a_goal(promise=DONATION), rules())

    assert told == "When we are all there, €500.00 go to the animal shelter."


def test_what_is_over_is_remembered_for_a_while() -> None:
    start(target=1)
    arrive(1001)

    assert [each.state for each in board(59).goals] == ["reached"]
    assert board(61).goals == ()


@pytest.mark.parametrize("tag", languages())
def test_anybody_reads_the_page_and_nobody_is_named(tag: str) -> None:
    start(title="A <b>table</b>")
    arrive(1001)
    asked = event("goals")
    asked["headers"]["accept-language"] = tag

    found = PortalPage(handler(asked, None)["body"])

    assert found.first("html")["lang"] == tag
    assert "A <b>table</b>" in found.text
    assert "{" not in found.text
    assert not {"Ada", "Ben", "friend1001"} & set(found.text.split())


def test_a_shop_without_a_goal_says_so() -> None:
    assert (
        "There is no goal at the moment" in PortalPage(handler(event("goals"), None)["body"]).text
    )
