"""From a reward that became theirs to a question, an answer, and a reply by a person."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from referrals.desks import reward as reward_desk
from referrals.desks import survey as survey_desk
from referrals.model.delivery.facts import Topic
from referrals.model.nudge.delight import DelightKind
from referrals.model.people.person import Consents
from referrals.model.survey.survey import AnswerRepliedError, Survey
from referrals.model.words.wording import wording
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.steps.survey.answer_survey import ReplyWord, answer_survey, reply_answer
from referrals.steps.survey.ask_survey import SurveyReport, ask_surveys
from referrals.steps.survey.note_reward import note_rewards
from referrals.views.survey.listening_figures import listening_figures
from referrals.views.survey.survey_answers import survey_answers
from referrals.views.survey.survey_section import SurveySection, survey_reply, survey_section
from referrals.wiring import clients, nudge_stores, stores
from tests.job_time import time_for
from tests.world import NOW, a_link, a_program, a_reader, refer

LISTENING = {"surveys": True, "wait_days": 7}
DUE = NOW + timedelta(days=7)
AGREED = Consents(mail=True, nudges=True, surveys=True)


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    nudges = {"enabled": True, "hold_out_percent": 0}
    stores.programs().add(a_program(hold_days=0, listening=LISTENING, nudges=nudges))
    stores.people().add(a_reader(consents=AGREED, codes={"friends": "ada-bakes"}))
    stores.links().create(a_link())


def earn(order_id: str = "1001", at: datetime = NOW) -> None:
    """Ada's reward is hers at once, and the stream of the ledger tells of it."""
    key = refer(order_id=order_id, friend_id=f"fri_{order_id}")
    settle_rewards(key, reward_desk.orders(), reward_desk.books(), now=at)
    note()


def note() -> int:
    grants = [i for i in clients.table("ledger").scan() if i["entry"] == "grant"]
    return note_rewards([({}, each) for each in grants], survey_desk.rewards())


def ask(at: datetime = DUE) -> SurveyReport:
    return ask_surveys(survey_desk.surveys(), now=at)


def answer(score: int, said: str = "", at: datetime = DUE) -> Survey:
    return answer_survey("adv_ada~friends~1", score, said, survey_desk.answers(), now=at)


def letters(topic: str) -> list[Any]:
    return [i for i in clients.table("outbox").scan() if i["topic"] == topic]


def figures() -> Any:
    return listening_figures("friends", nudge_stores.surveys(), DUE)


def test_who_has_a_reward_is_asked_a_week_later_once() -> None:
    earn()
    note()

    assert ask(DUE - timedelta(seconds=1)) == SurveyReport(0, 0, (), left=0)
    assert ask().mailed == 1
    assert ask() == SurveyReport(0, 0, (), left=0)
    (letter,) = letters(Topic.SURVEY_ASKED)
    assert letter["data"] == {"survey_id": "adv_ada~friends~1"}


def waiting_question() -> SurveySection | None:
    surveys = nudge_stores.surveys().of_person("adv_ada")
    return survey_section(surveys, "friends", key=b"key", public_url="https://go.example", now=DUE)


def test_without_consent_the_page_alone_asks() -> None:
    stores.people().change("adv_ada", consents=Consents(mail=True).model_dump())
    earn()

    assert ask().shown == 1
    assert letters(Topic.SURVEY_ASKED) == []
    section = waiting_question()
    assert section
    assert section.address.startswith("https://go.example/survey?token=adv_ada~friends~1.")
    answer(8)
    assert waiting_question() is None


def test_a_program_that_does_not_ask_notes_nobody() -> None:
    stores.programs().add(a_program(hold_days=0).model_copy(update={"version": 2}))
    earn()

    assert ask() == SurveyReport(0, 0, (), left=0)


def test_at_night_the_question_waits_for_the_morning() -> None:
    night = datetime.fromisoformat("2026-11-29T23:00+00:00")
    earn()

    assert ask(night).mailed == 0
    assert ask(datetime.fromisoformat("2026-11-30T08:00+00:00")).mailed == 1


def test_a_further_reward_brings_no_further_question_too_soon() -> None:
    earn()
    ask()
    earn("1002", DUE)

    assert ask(DUE + timedelta(days=7)).mailed == 0
    assert len(nudge_stores.surveys().of_person("adv_ada")) == 1


def test_an_answer_counts_once_and_moves_when_it_is_changed() -> None:
    earn()
    ask()

    answer(3, "Cold bread")
    answer(3, "Cold bread")
    answer(9, "Warm again")

    found = figures()
    assert (found.by_score[3], found.by_score[9], found.answers) == (0, 1, 1)
    assert (found.asked, found.mailed, found.mail_answers) == (1, 1, 1)
    assert (found.response_rate, found.sentence) == (1.0, "Too few to say (1).")


def test_a_nine_is_a_moment_of_delight_and_never_two() -> None:
    earn()
    ask()

    answer(9)
    answer(10)

    (record,) = nudge_stores.nudge_records().of_person("adv_ada")
    assert record.delight.kind is DelightKind.PROMOTER


def test_a_six_closes_nudges_and_waits_for_a_person() -> None:
    earn()
    ask()

    answer(6, "Too far away")

    history = nudge_stores.letter_histories().find("adv_ada")
    assert history.closed_until == DUE + timedelta(days=90)
    (row,), _ = survey_answers("friends", nudge_stores.surveys(), waiting=True, limit=10)
    assert (row.score, row.said, row.waits_for_reply) == (6, "Too far away", True)


def test_a_person_replies_once_by_name() -> None:
    earn()
    ask()
    answer(2)
    desk = survey_desk.answers()

    reply_answer("adv_ada~friends~1", ReplyWord("We are sorry.", "Grace"), desk, now=DUE)

    assert len(letters(Topic.ANSWER_REPLIED)) == 1
    waiting, _ = survey_answers("friends", nudge_stores.surveys(), waiting=True, limit=10)
    everything, _ = survey_answers("friends", nudge_stores.surveys(), waiting=False, limit=10)
    assert (waiting, [row.replied_by for row in everything]) == ([], ["Grace"])
    with pytest.raises(AnswerRepliedError):
        reply_answer("adv_ada~friends~1", ReplyWord("Again.", "Grace"), desk, now=DUE)


def test_an_answer_that_got_better_waits_for_nobody() -> None:
    earn()
    ask()
    answer(2)
    answer(8)

    assert survey_answers("friends", nudge_stores.surveys(), waiting=True, limit=10)[0] == []


HOOK = {"webhook_url": "https://shop.example/hook"}


def listen_with_a_hook() -> None:
    program = a_program(hold_days=0, listening=LISTENING, **HOOK)
    stores.programs().add(program.model_copy(update={"version": 2}))
    earn()
    ask()


def test_the_shop_hears_that_an_unhappy_person_waits() -> None:
    listen_with_a_hook()

    answer(2, "Too salty")
    answer(3, "Too salty, and cold")

    (call,) = letters(Topic.ANSWER_WAITING)
    assert call["data"] == {"program": "friends", "survey_id": "adv_ada~friends~1", "score": 2}
    assert "salty" not in str(call)


@pytest.mark.parametrize("score", [7, 9])
def test_the_shop_is_called_for_nobody_else(score: int) -> None:
    listen_with_a_hook()

    answer(score, "Fine")

    assert letters(Topic.ANSWER_WAITING) == []


def test_who_is_unhappy_again_after_a_better_day_calls_again() -> None:
    listen_with_a_hook()

    for score in (2, 8, 4):
        answer(score)

    assert [call["data"]["score"] for call in letters(Topic.ANSWER_WAITING)] == [2, 4]


def test_the_reply_stands_on_the_person_s_own_page_for_three_months() -> None:
    earn()
    ask()
    answer(2, "Too salty")
    word = ReplyWord("We changed it.", "Grace")
    reply_answer("adv_ada~friends~1", word, survey_desk.answers(), now=DUE)
    place = (nudge_stores.surveys().of_person("adv_ada"), "friends", wording("en"))

    found = survey_reply(*place, now=DUE + timedelta(days=89))

    assert found
    assert (found.said, found.text) == ("Too salty", "We changed it.")
    assert found.by.startswith("Grace, on ")
    assert survey_reply(*place, now=DUE + timedelta(days=90)) is None


def test_one_who_can_not_be_read_keeps_no_other_from_being_asked() -> None:
    earn()
    place = {"subject": "agenda#survey#friends", "entry": "2020-01-01T00:00:00Z#adv_bad#x"}
    clients.table("stories").put({**place, "person_id": "adv_bad", "name": "x"})
    clients.table("people").put({"person_id": "adv_bad", "role": "nonsense"})

    assert ask() == SurveyReport(1, 0, ("adv_bad",), left=1)


def test_surveys_go_on_where_the_time_was_over() -> None:
    earn()
    cut = ask_surveys(survey_desk.surveys(), now=DUE, has_time=time_for(0))
    assert (cut.mailed, cut.left) == (0, 2)
    assert ask().mailed == 1
