"""Who waits longer than they may for a word of the shop: a reply, a reading, an answer."""

from datetime import timedelta

import pytest

from referrals.desks import suggestion as suggestion_desk
from referrals.desks import survey as survey_desk
from referrals.model.suggestion.suggestion import SuggestionTopic
from referrals.model.survey.survey import Survey
from referrals.steps.delivery.watch_readers import (
    MOST_LOOKED_AT,
    LateWords,
    ReaderDesk,
    watch_readers,
)
from referrals.steps.suggestion.make_suggestion import SuggestionWish, make_suggestion
from referrals.steps.survey.answer_survey import answer_survey
from referrals.store.table import transact
from referrals.wiring import clients, nudge_stores, stores, story_stores
from tests.stories import shop_with_wall, write
from tests.world import NOW


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)


def late(days: int = 0) -> LateWords:
    surveys, suggestions = nudge_stores.surveys(), nudge_stores.suggestions()
    desk = ReaderDesk(stores.programs(), surveys, story_stores.stories(), suggestions)
    return watch_readers(desk, now=NOW + timedelta(days=days))


def suggest(number: int = 0, days_ago: int = 0) -> None:
    wish = SuggestionWish(
        program_id="friends",
        person_id=f"adv_{number}",
        topic=SuggestionTopic.OTHER,
        text="Rye",
    )
    at = NOW - timedelta(days=days_ago)
    make_suggestion(wish, suggestion_desk.suggestions(), now=at, random=number.to_bytes(10))


@pytest.mark.parametrize(
    ("days", "expected"), [(3, (0, 0, 0)), (4, (1, 1, 0)), (14, (1, 1, 0)), (15, (1, 1, 1))]
)
def test_each_is_late_after_its_own_days(days: int, expected: tuple[int, int, int]) -> None:
    survey = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(survey))
    answer_survey(survey.survey_id, 3, "Too salty", survey_desk.answers(), now=NOW)
    write()
    suggest()

    assert late(days) == LateWords(*expected)


def test_an_old_suggestion_is_late_behind_all_newer_ones() -> None:
    suggest(days_ago=20)
    for number in range(1, MOST_LOOKED_AT + 2):
        suggest(number)

    assert late() == LateWords(suggestions=1)
