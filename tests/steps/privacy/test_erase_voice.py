"""What somebody said and was asked goes with them; counts, which name nobody, stay."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import nudge as nudge_desk
from referrals.desks import people as people_desk
from referrals.desks import suggestion as suggestion_desk
from referrals.desks import survey as survey_desk
from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.people.person import Consents
from referrals.model.suggestion.suggestion import SuggestionTopic
from referrals.model.survey.survey import Survey
from referrals.model.words.wording import wording
from referrals.steps.nudge.note_delight import note_delight
from referrals.steps.nudge.nudge_advocates import nudge_advocates
from referrals.steps.privacy.erase_person import erase_person
from referrals.steps.suggestion.make_suggestion import (
    SuggestionWish,
    make_suggestion,
    vote_suggestion,
)
from referrals.steps.survey.answer_survey import answer_survey
from referrals.store.table import transact
from referrals.views.privacy.person_data import person_data
from referrals.views.privacy.voice_data import voice_data
from referrals.wiring import clients, nudge_stores, stores
from tests.job_time import time_for
from tests.world import NOW, a_link, a_program, a_reader, hash_of

DUE = NOW + timedelta(days=1)
NUDGES = {"enabled": True, "hold_out_percent": 0}


@pytest.fixture(autouse=True)
def full_life(account: None) -> None:
    """Ada was nudged, asked, answered, suggested and voted."""
    program = a_program(nudges=NUDGES)
    stores.programs().add(program)
    consents = Consents(mail=True, nudges=True, surveys=True)
    stores.people().add(a_reader(consents=consents, codes={"friends": "ada-bakes"}))
    stores.links().create(a_link())
    for cause in ("note-1", "note-2"):
        moment = Delight(
            kind=DelightKind.THANKS,
            cause=cause,
            person_id="adv_ada",
            program_id="friends",
            happened_at=NOW,
        )
        note_delight(moment, program.rules.nudges, nudge_stores.nudge_records(), now=NOW)
    nudge_advocates(nudge_desk.nudges(), now=DUE, has_time=time_for(1))
    ask_and_answer()
    own = suggest("adv_ada", "Rye, please", b"0123456789")
    suggest("adv_ben", "Oat, please", b"9876543210")
    vote_for(own, "adv_ben")


def ask_and_answer() -> None:
    survey = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(survey))
    answer_survey(survey.survey_id, 2, "Cold bread", survey_desk.answers(), now=NOW)


def suggest(person: str, text: str, random: bytes) -> Any:
    wish = SuggestionWish(
        program_id="friends", person_id=person, topic=SuggestionTopic.OTHER, text=text
    )
    return make_suggestion(wish, suggestion_desk.suggestions(), now=NOW, random=random)


def vote_for(suggestion: Any, person: str) -> None:
    vote_suggestion(suggestion, person, nudge_stores.suggestions(), wanted=True, now=NOW)


def told_of_ada() -> list[Any]:
    return [item for item in clients.table("stories").scan() if "adv_ada" in str(item)]


def test_an_export_has_all_of_it() -> None:
    data = person_data(
        hash_of("ada@example.com"),
        (),
        people_desk.files(),
        most_text=1000,
        words=wording("en"),
        now=DUE,
    )

    (voice,) = [each for each in data.voices if each.person_id == "adv_ada"]
    assert voice == voice_data("adv_ada", people_desk.voice())
    assert len(voice.nudges) == 2
    assert len(voice.friendly_letters.letters) == 1
    assert [each.answer.said for each in voice.surveys if each.answer] == ["Cold bread"]
    assert [each.text for each in voice.suggestions] == ["Rye, please"]
    assert len(voice.votes) == 1


def test_an_erasure_leaves_nothing_that_leads_to_them() -> None:
    assert told_of_ada()

    for _ in range(2):
        erase_person(hash_of("ada@example.com"), (), people_desk.files(), lambda _: "gone", now=NOW)

    assert told_of_ada() == []
    assert "Rye" not in str(list(clients.table("stories").scan()))


def test_counts_and_others_votes_stay() -> None:
    erase_person(hash_of("ada@example.com"), (), people_desk.files(), lambda _: "gone", now=NOW)

    found, _ = nudge_stores.suggestions().page("friends", 10)
    assert sorted(each.votes for each in found) == [1, 2]
    sums = nudge_stores.experiments().sums("friends", "first")
    assert sum(each.entered for each in sums.values()) == 1
    (month,) = nudge_stores.surveys().months("friends", "2026-11", "2026-11")
    assert month["score_2"] == 1
