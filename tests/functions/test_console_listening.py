"""Listening at the desk: the score by month, answers replied to, suggestions decided on."""

from datetime import timedelta

import pytest

from referrals.desks import suggestion as suggestion_desk
from referrals.desks import survey as survey_desk
from referrals.model.staff.right import StaffRole
from referrals.model.suggestion.suggestion import SuggestionState, SuggestionTopic
from referrals.model.survey.nps import LEAST
from referrals.model.survey.survey import Survey
from referrals.steps.suggestion.make_suggestion import SuggestionWish, make_suggestion
from referrals.steps.survey.answer_survey import answer_survey
from referrals.store.table import transact
from referrals.views.survey.monthly_scores import monthly_scores
from referrals.wiring import clients, nudge_stores
from tests.desk import come_in, get, page, post
from tests.portal import PortalPage
from tests.world import NOW, a_program, store_program

SURVEY = "adv_ada~friends~1"
REPLY = f"/console/listening/answers/{SURVEY}/reply"
WORDS = {"text": "We are sorry.\nThe next loaf is on us.", "by": "Jana"}


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program())
    come_in(StaffRole.SUPPORT)


def answered(
    score: int, person_id: str = "adv_ada", said: str = "Cold bread", days: int = 0
) -> None:
    at = NOW - timedelta(days=days)
    survey = Survey(person_id=person_id, program_id="friends", number=1, asked_at=at, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(survey))
    answer_survey(survey.survey_id, score, said, survey_desk.answers(), now=NOW)


def suggested() -> str:
    wish = SuggestionWish(
        program_id="friends", person_id="adv_ada", topic=SuggestionTopic.OTHER, text="Rye rolls"
    )
    made = make_suggestion(wish, suggestion_desk.suggestions(), now=NOW, random=b"0123456789")
    return made.suggestion_id


def test_a_score_is_said_by_month_where_there_is_enough() -> None:
    for number in range(LEAST):
        answered(9, f"adv_n{number}", "")
    answered(2, "adv_then", "", days=40)

    now, then = monthly_scores("friends", nudge_stores.surveys(), NOW)

    assert (now.month, now.score, now.answers) == ("2026-11", 100.0, LEAST)
    assert (then.month, then.score, then.answers) == ("2026-10", None, 1)
    told = page("/console/listening").text
    assert "+100" in told
    assert "too few to say" in told


def test_who_is_unhappy_waits_for_a_person_s_reply() -> None:
    answered(3)
    assert "Cold bread" in page("/console/listening").text

    told = post(REPLY, **WORDS)

    assert told["headers"]["location"] == "/console/listening?done=listening.reply"
    kept = nudge_stores.surveys().get(SURVEY).reply
    assert kept is not None
    assert (kept.text, kept.made_by, kept.actor) == (WORDS["text"], "Jana", "stf_jana")
    assert "Nobody waits" in page("/console/listening").text
    assert post(REPLY, **WORDS)["statusCode"] == 409


@pytest.mark.parametrize("wrong", [{"text": ""}, {"by": ""}])
def test_a_reply_without_words_or_name_is_refused(wrong: dict[str, str]) -> None:
    answered(3)
    answered(2, "adv_bo", "Late bread")
    suggested()

    told = post(REPLY, **WORDS | wrong)

    assert told["statusCode"] == 400
    opened = [a for tag, a in PortalPage(told["body"]).tags if tag == "details" and "open" in a]
    assert len(opened) == 1
    # In no form but the one that was sent: it was meant for one person.
    assert told["body"].count(WORDS["text"]) == ("text" not in wrong)
    assert nudge_stores.surveys().get(SURVEY).reply is None


def test_answers_are_a_list_and_a_file() -> None:
    answered(3)
    answered(10, "adv_bo", "=WEB")

    assert "Cold bread" in page("/console/listening/answers").text
    assert "=WEB" not in page("/console/listening/answers?which=waiting").text
    assert "'=WEB" in get("/console/listening/answers?format=csv")["body"]
    assert get("/console/listening/answers?after=made-up")["statusCode"] == 400


def test_a_suggestion_is_answered_and_stays_open() -> None:
    place = f"/console/listening/suggestions/{suggested()}"

    assert post(place, act="answer", **WORDS)["statusCode"] == 303

    told = page("/console/listening").text
    assert "The next loaf is on us." in told
    assert "Answer or decide" in told


def test_a_suggestion_is_done_since_a_version() -> None:
    suggestion_id = suggested()
    place = f"/console/listening/suggestions/{suggestion_id}"
    assert post(place, act="done", version="soon", **WORDS)["statusCode"] == 400
    assert post(place, act="done", version="9", **WORDS)["statusCode"] == 404

    assert post(place, act="done", version="1", **WORDS)["statusCode"] == 303

    found = nudge_stores.suggestions().get("friends", suggestion_id)
    assert (found.state, found.program_version) == (SuggestionState.DONE, 1)
    assert found.actor == "stf_jana"
    assert "done with version 1" in page("/console/listening").text
    assert post(place, act="decline", **WORDS)["statusCode"] == 409


def test_suggestions_are_a_list_and_a_file() -> None:
    suggested()

    assert "Rye rolls" in page("/console/listening/suggestions").text
    assert "Rye rolls" in get("/console/listening/suggestions?format=csv")["body"]
    assert get("/console/listening?after=made-up")["statusCode"] == 400


def test_a_reader_replies_to_nobody() -> None:
    answered(3)
    suggested()
    come_in(StaffRole.READER)

    told = page("/console/listening").text

    assert "Cold bread" in told
    assert "Your name" not in told
