"""`goodword nudges`, `listening`, `answers` and `suggestions`, as a merchant types them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodword.change_log import person_at
from goodword.main import app
from referrals.desks import nudge as nudge_desk
from referrals.desks import suggestion as suggestion_desk
from referrals.desks import survey as survey_desk
from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.nudge.policy import NudgePolicy
from referrals.model.suggestion.suggestion import SuggestionTopic
from referrals.model.survey.survey import Survey
from referrals.steps.nudge.note_delight import note_delight
from referrals.steps.nudge.nudge_advocates import nudge_advocates
from referrals.steps.suggestion.make_suggestion import SuggestionWish, make_suggestion
from referrals.steps.survey.answer_survey import answer_survey
from referrals.store.table import transact
from referrals.wiring import clients, nudge_stores
from tests.world import NOW, a_program, store_program

RUNNER = CliRunner()
SURVEY = "adv_ada~friends~1"


@pytest.fixture(autouse=True)
def stack(account: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".local").mkdir()
    known = {"stack": "goodword", "url": "http://localhost:8787", "environment": {}}
    (tmp_path / ".local/stack.json").write_text(json.dumps(known))
    store_program(a_program(nudges={"enabled": True}))


def run(*words: str) -> Result:
    return RUNNER.invoke(app, list(words), env={"COLUMNS": "220"})


def test_why_nobody_was_nudged_is_said_in_a_sentence() -> None:
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

    assert "They have not agreed to nudges." in run("nudges", "list", "friends").stdout
    assert "silent after thanks: They have not" in run("nudges", "why", "adv_ada").stdout
    assert "Nobody has had a moment" in run("nudges", "effect", "friends").stdout
    assert run("nudges", "why", "adv_nobody").exit_code == 3


def test_an_unhappy_answer_is_listed_and_replied_to_by_name() -> None:
    survey = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(survey))
    answer_survey(SURVEY, 2, "Cold [b]read", survey_desk.answers(), now=NOW)

    assert "Cold [b]read" in run("answers", "list", "friends").stdout
    replied = run("answers", "reply", SURVEY, "We are sorry.", "--by", "Grace")
    again = run("answers", "reply", SURVEY, "We are sorry.", "--by", "Grace")

    assert (replied.exit_code, again.exit_code) == (0, 4)
    reply = nudge_stores.surveys().get(SURVEY).reply
    assert reply
    assert reply.actor == person_at(deployed=False)
    assert SURVEY not in run("answers", "list", "friends").stdout
    assert "Grace: We are sorry." in run("answers", "list", "friends", "--all").stdout
    assert "Too few to say (1)." in run("listening", "friends").stdout


def test_a_suggestion_is_answered_and_decided() -> None:
    wish = SuggestionWish(
        program_id="friends", person_id="adv_ada", topic=SuggestionTopic.OTHER, text="Rye"
    )
    desk = suggestion_desk.suggestions()
    made = make_suggestion(wish, desk, now=NOW, random=b"0123456789").suggestion_id
    by = ("--by", "Grace")

    assert "Rye" in run("suggestions", "list", "friends").stdout
    assert run("suggestions", "answer", "friends", made, "We think about it.", *by).exit_code == 0
    assert run("suggestions", "decide", "friends", made, "Yes.", *by).exit_code == 2
    done = run("suggestions", "decide", "friends", made, "There is rye.", "--version", "1", *by)
    late = run("suggestions", "decide", "friends", made, "No.", "--decline", *by)

    assert (done.exit_code, late.exit_code) == (0, 4)
    (kept,) = nudge_stores.suggestions().page("friends", 1)[0]
    assert kept.actor == person_at(deployed=False)
    assert "Grace: There is rye." in run("suggestions", "list", "friends").stdout
