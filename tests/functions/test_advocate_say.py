"""My say on the advocate's page: suggestions and votes of whoever the session says."""

import base64
from typing import Any
from urllib.parse import urlencode

import pytest

from functions.advocate.app import handler
from referrals.desks import suggestion as suggestion_desk
from referrals.model.suggestion.suggestion import Suggestion, SuggestionTopic
from referrals.model.survey.survey import StaffReply, Survey, SurveyAnswer
from referrals.steps.suggestion.make_suggestion import SuggestionWish, make_suggestion
from referrals.store.table import transact
from referrals.wiring import clients, nudge_stores, stores
from tests.advocate import answer, event, page, sign_in
from tests.world import NOW, a_program, store_program


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program(listening={"suggestions": True}))
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
    sign_in()


def suggestions() -> list[Suggestion]:
    found, _ = nudge_stores.suggestions().page("friends", 10)
    return found


def a_suggestion() -> Suggestion:
    """Ben's."""
    wish = SuggestionWish(
        program_id="friends", person_id="adv_ben", topic=SuggestionTopic.OTHER, text="<b>Rye</b>"
    )
    return make_suggestion(wish, suggestion_desk.suggestions(), now=NOW, random=b"0123456789")


def send(name: str, **form: str) -> dict[str, Any]:
    body = base64.b64encode(urlencode(form).encode()).decode()
    return handler({**event(name), "body": body}, None)


def test_what_was_suggested_is_the_session_s_person_s() -> None:
    told = answer("suggest")

    assert (told["statusCode"], told["headers"]["location"]) == (303, "/me#say")
    (made,) = suggestions()
    assert (made.person_id, made.text, made.topic) == ("adv_ada", "Rye, please", "rewards")


def test_a_form_of_another_site_suggests_nothing() -> None:
    assert answer("suggest_from_elsewhere")["statusCode"] == 403
    assert suggestions() == []


def test_an_unknown_topic_is_something_else_and_space_is_nothing() -> None:
    send("suggest", topic="nonsense", text="Rye")
    send("suggest", topic="rewards", text="   ")

    assert [each.topic for each in suggestions()] == [SuggestionTopic.OTHER]


def test_the_page_shows_others_words_as_text() -> None:
    a_suggestion()

    made = page("me")

    assert "<b>Rye</b>" in made.text
    assert "1 person wants this" in made.text


def test_a_vote_counts_once_and_goes_again() -> None:
    made = a_suggestion()

    send("vote", suggestion=made.suggestion_id, want="yes")
    send("vote", suggestion=made.suggestion_id, want="yes")
    assert suggestions()[0].votes == 2
    assert "Not any more" in page("me").text

    send("vote", suggestion=made.suggestion_id, want="no")
    assert suggestions()[0].votes == 1


def test_the_fourth_of_a_day_is_told_to_come_tomorrow() -> None:
    for number in range(3):
        send("suggest", topic="other", text=f"Idea {number}")
    stores.programs().add(a_program(program="others"))

    told = send("suggest", topic="other", text="One more")

    assert told["statusCode"] == 400
    assert "Come back tomorrow" in told["body"]
    assert "Friends of the Bakery" in told["body"]


def test_nobody_suggests_where_the_program_does_not_listen() -> None:
    store = a_program().model_copy(update={"version": 2})

    stores.programs().add(store)

    assert answer("suggest")["statusCode"] == 303
    assert suggestions() == []
    assert "My say" not in page("me").text


def test_a_person_s_reply_stands_on_the_page_of_who_answered() -> None:
    told = Survey(
        person_id="adv_ada",
        program_id="friends",
        number=1,
        asked_at=NOW,
        mailed=False,
        answer=SurveyAnswer(score=2, said="Too <b>salty</b>", answered_at=NOW),
        reply=StaffReply(text="We changed it.", made_by="Grace", made_at=NOW),
    )
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(told))

    text = page("me").text

    assert "We changed it." in text
    assert "Too <b>salty</b>" in text
    assert "Grace, on " in text
