"""Nudges, answers and suggestions through the API: read, replied to, decided on."""

import json
from typing import Any

import pytest

from referrals.desks import nudge as nudge_desk
from referrals.desks import suggestion as suggestion_desk
from referrals.desks import survey as survey_desk
from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.nudge.policy import NudgePolicy
from referrals.model.session.api_key import Scope
from referrals.model.suggestion.suggestion import SuggestionTopic
from referrals.model.survey.survey import Survey
from referrals.steps.nudge.note_delight import note_delight
from referrals.steps.nudge.nudge_advocates import nudge_advocates
from referrals.steps.suggestion.make_suggestion import SuggestionWish, make_suggestion
from referrals.steps.survey.answer_survey import answer_survey
from referrals.store.table import transact
from referrals.wiring import clients, nudge_stores
from tests.caller import KEY, body_of, call_api, with_key
from tests.world import NOW, a_program, store_program

SURVEY = "adv_ada~friends~1"


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program(nudges={"enabled": True}))
    with_key(KEY, *Scope)


def read(path: str, **query: str) -> Any:
    text = "&".join(f"{name}={value}" for name, value in query.items())
    return call_api("list_reviews", rawPath=path, rawQueryString=text, queryStringParameters=query)


def write(path: str, **body: Any) -> dict[str, Any]:
    return call_api("approve_review", rawPath=path, body=json.dumps(body))


def answered(score: int) -> None:
    survey = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(survey))
    answer_survey(SURVEY, score, "Cold bread", survey_desk.answers(), now=NOW)


def suggestion_id() -> str:
    wish = SuggestionWish(
        program_id="friends", person_id="adv_ada", topic=SuggestionTopic.OTHER, text="Rye"
    )
    made = make_suggestion(wish, suggestion_desk.suggestions(), now=NOW, random=b"0123456789")
    return made.suggestion_id


def test_decisions_are_read_by_program_and_by_person() -> None:
    moment = Delight(
        kind=DelightKind.THANKS,
        cause="note-1",
        person_id="adv_ada",
        program_id="friends",
        happened_at=NOW,
    )
    policy = NudgePolicy(enabled=True, wait_hours=0)
    note_delight(moment, policy, nudge_stores.nudge_records(), now=NOW)
    nudge_advocates(nudge_desk.nudges(), now=NOW)

    (row,) = body_of(read("/v1/nudges", program="friends"))["items"]
    assert (row["verdict"], row["reason"]) == ("silent", "no_consent")
    person = body_of(read("/v1/advocates/adv_ada/nudges"))
    assert [each["reason"] for each in person["decisions"]] == ["no_consent"]


def test_an_effect_that_has_not_begun_says_so() -> None:
    found = body_of(read("/v1/nudges/effect", program="friends"))

    assert (found["verdict"], found["enabled"], found["began_at"]) == ("cannot_tell", True, None)


@pytest.mark.parametrize(
    "path", ["/v1/nudges", "/v1/nudges/effect", "/v1/listening", "/v1/answers", "/v1/suggestions"]
)
def test_a_program_is_needed_and_must_exist(path: str) -> None:
    assert read(path)["statusCode"] == 422
    assert read(path, program="others")["statusCode"] == 404


def test_an_answer_waits_is_replied_to_once_and_counted() -> None:
    answered(3)
    (row,) = body_of(read("/v1/answers", program="friends"))["items"]
    assert (row["survey_id"], row["score"], row["waits_for_reply"]) == (SURVEY, 3, True)

    path = f"/v1/answers/{SURVEY}/reply"
    replied = body_of(write(path, text="We are sorry.", made_by="Grace"))

    assert replied["replied_by"] == "Grace"
    assert replied["actor"].startswith("key_")
    assert write(path, text="Again.", made_by="Grace")["statusCode"] == 409
    assert body_of(read("/v1/answers", program="friends"))["items"] == []
    assert len(body_of(read("/v1/answers", program="friends", state="all"))["items"]) == 1
    figures = body_of(read("/v1/listening", program="friends"))
    assert (figures["score"], figures["sentence"]) == (None, "Too few to say (1).")


def test_nobody_answers_a_survey_that_never_was() -> None:
    told = write("/v1/answers/adv_ada~friends~7/reply", text="Hello", made_by="Grace")

    assert told["statusCode"] == 404


def test_a_suggestion_is_answered_then_decided() -> None:
    path = f"/v1/programs/friends/suggestions/{suggestion_id()}/words"
    word = {"answer": "From now on.", "made_by": "Grace"}

    assert body_of(write(path, act="answer", **word))["answered_by"] == "Grace"
    assert write(path, act="done", **word)["statusCode"] == 422
    assert write(path, act="done", program_version=9, **word)["statusCode"] == 404
    decided = body_of(write(path, act="done", program_version=1, **word))

    assert (decided["state"], decided["program_version"]) == ("done", 1)
    assert write(path, act="decline", **word)["statusCode"] == 409
    (listed,) = body_of(read("/v1/suggestions", program="friends"))["items"]
    assert listed == decided
    assert listed["actor"].startswith("key_")
