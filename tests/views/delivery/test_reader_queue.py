"""What waits for a person of the shop: unhappy answers, unread stories, silent suggestions."""

import pytest

from referrals.desks import suggestion as suggestion_desk
from referrals.desks import survey as survey_desk
from referrals.model.story.story import Story
from referrals.model.suggestion.suggestion import Suggestion, SuggestionTopic
from referrals.model.survey.survey import Survey
from referrals.steps.suggestion.decide_suggestion import StaffWord, answer_suggestion
from referrals.steps.suggestion.make_suggestion import SuggestionWish, make_suggestion
from referrals.steps.survey.answer_survey import ReplyWord, answer_survey, reply_answer
from referrals.store.table import transact
from referrals.views.delivery.reader_queue import ReaderQueue, reader_queue
from referrals.wiring import clients, nudge_stores, story_stores
from tests.stories import say, shop_with_wall, write
from tests.world import NOW


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)


def waiting() -> ReaderQueue:
    surveys, suggestions = nudge_stores.surveys(), nudge_stores.suggestions()
    return reader_queue("friends", surveys, story_stores.stories(), suggestions)


def test_nobody_waits_where_nobody_wrote() -> None:
    assert waiting() == ReaderQueue("friends", 0, 0, 0)


def write_all() -> tuple[Survey, Story, Suggestion]:
    """An unhappy answer, a story and a suggestion, all of today."""
    survey = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(survey))
    answer_survey(survey.survey_id, 3, "Too salty", survey_desk.answers(), now=NOW)
    wish = SuggestionWish(
        program_id="friends", person_id="adv_ada", topic=SuggestionTopic.OTHER, text="Rye"
    )
    made = make_suggestion(wish, suggestion_desk.suggestions(), now=NOW, random=bytes(10))
    return survey, write(), made


def test_each_waits_until_it_has_its_answer() -> None:
    survey, story, made = write_all()
    suggestions = nudge_stores.suggestions()
    assert waiting() == ReaderQueue("friends", 1, 1, 1)

    reply_answer(
        survey.survey_id, ReplyWord("We changed it.", "Grace"), survey_desk.answers(), now=NOW
    )
    say(story)
    answer_suggestion(made, StaffWord("We think about it.", "Grace"), suggestions, now=NOW)

    assert waiting() == ReaderQueue("friends", 0, 0, 0)
