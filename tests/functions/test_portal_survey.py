"""The question by its signed address: a number only chooses, the button records."""

import base64
from typing import Any
from urllib.parse import urlencode

import pytest

from functions.portal.app import handler
from referrals.model.survey.survey import LONGEST_TEXT, Survey
from referrals.store.table import transact
from referrals.wiring import clients, nudge_stores, stores
from tests.portal import PortalPage, answer, event, page
from tests.world import NOW, a_program, a_reader

REVIEWS = "https://reviews.example/bakery"


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    stores.programs().add(a_program(listening={"surveys": True, "review_url": REVIEWS}))
    stores.people().add(a_reader())
    survey = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(survey))


def known() -> Survey:
    return nudge_stores.surveys().get("adv_ada~friends~1")


def send(**form: str) -> dict[str, Any]:
    body = base64.b64encode(urlencode(form).encode()).decode()
    return handler({**event("survey_answer"), "body": body}, None)


def checked(made: PortalPage) -> list[str | None]:
    return [a.get("value") for tag, a in made.tags if tag == "input" and "checked" in a]


def test_nothing_is_chosen_beforehand() -> None:
    made = page("survey_page")

    assert checked(made) == []
    assert [tag for tag, _ in made.tags].count("input") == 11
    assert "0 is not at all, 10 is very likely." in made.text


def test_the_number_in_the_address_chooses_and_records_nothing() -> None:
    assert checked(page("survey_page_preselected")) == ["9"]
    assert known().answer is None


def test_the_button_records_number_and_words() -> None:
    told = PortalPage(answer("survey_answer")["body"])

    found = known().answer
    assert found
    assert (found.score, found.said) == (9, "Warm bread")
    links = [a.get("href") for tag, a in told.tags if tag == "a"]
    assert links == ["/me", REVIEWS]  # This program has no stories: no door leads to none.


def test_who_is_glad_finds_a_way_to_share_and_to_a_story(account: None) -> None:
    stories = {"stories": {"wall": True}, "listening": {"surveys": True}}
    stores.programs().add(a_program(**stories).model_copy(update={"version": 2}))

    told = PortalPage(send(score="10")["body"])

    assert [a.get("href") for tag, a in told.tags if tag == "a"] == ["/me", "/me/story"]
    assert "Tell the story" in told.text


def test_a_friend_who_is_glad_is_led_where_friends_can_go() -> None:
    stories = {"stories": {"wall": True}, "listening": {"surveys": True}}
    stores.programs().add(a_program(**stories).model_copy(update={"version": 2}))
    stores.people().change("adv_ada", role="friend")

    told = PortalPage(send(score="9")["body"])

    join, story = [str(a.get("href")) for tag, a in told.tags if tag == "a"]
    assert join == "/join/friends"
    assert story.startswith("https://go.shop.example/stories/friends/write?token=adv_ada~friends~")


@pytest.mark.parametrize("score", ["3", "8", "10"])
def test_reviews_are_offered_to_everybody_alike(score: str) -> None:
    told = PortalPage(send(score=score, said="")["body"])

    assert REVIEWS in [a.get("href") for tag, a in told.tags if tag == "a"]


def test_an_unhappy_answer_is_promised_a_person() -> None:
    assert "A person here reads this and writes back to you." in send(score="2")["body"]


def test_an_answer_that_turns_happy_waits_for_nobody_any_more() -> None:
    send(score="2", said="Too salty")
    (waiting,), _ = nudge_stores.surveys().answers("friends", 9, waiting=True)

    send(score="8", said="The second loaf was right")

    assert waiting.survey_id == known().survey_id
    assert nudge_stores.surveys().answers("friends", 9, waiting=True)[0] == []


@pytest.mark.parametrize("score", ["", "11", "-1", "9.5", "１", "ten"])
def test_without_a_number_nothing_is_recorded_or_lost(score: str) -> None:
    told = send(score=score, said="Kept <i>words</i>")

    assert told["statusCode"] == 400
    made = PortalPage(told["body"])
    assert "Please choose a number first." in made.text
    assert "Kept <i>words</i>" in made.text
    assert known().answer is None


def test_words_are_kept_as_long_as_is_promised_and_no_longer() -> None:
    send(score="5", said="é" * 5000)

    found = known().answer
    assert found
    assert len(found.said) == LONGEST_TEXT


def test_who_comes_again_sees_and_changes_the_answer() -> None:
    send(score="5", said="So so")

    made = page("survey_page")

    assert checked(made) == ["5"]
    assert "So so" in made.text


def test_one_tap_says_how_the_last_order_was() -> None:
    asked = PortalPage(send(score="8")["body"])

    told = [PortalPage(send(satisfaction=number)["body"]).text for number in ("4", "5")]

    assert "And how was your last order?" in asked.text
    assert "Noted: 4 of 5." in told[0]
    found = known().answer
    assert found
    assert (found.score, found.satisfaction) == (8, 5)
    ((_, counts),) = nudge_stores.surveys().counters_by_month("friends", "2026-11", "2026-11")
    assert (counts["satisfied_4"], counts["satisfied_5"], counts["score_8"]) == (0, 1, 1)


@pytest.mark.parametrize("number", ["0", "6", "much", ""])
def test_what_is_no_number_of_the_five_is_not_noted(number: str) -> None:
    send(score="8")

    assert send(satisfaction=number)["statusCode"] == 400
    found = known().answer
    assert found
    assert found.satisfaction is None


def test_a_tap_before_any_answer_asks_the_first_question() -> None:
    assert send(satisfaction="4")["statusCode"] == 400
    assert known().answer is None
