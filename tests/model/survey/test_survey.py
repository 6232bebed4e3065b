"""How often people are asked, what their scores say, and how far a score can be trusted."""

from datetime import timedelta

import pytest
from pydantic import ValidationError

from referrals.model.survey.nps import net_promoter_score
from referrals.model.survey.policy import ListeningPolicy
from referrals.model.survey.sentence import listening_sentences
from referrals.model.survey.survey import (
    AnswerRepliedError,
    BadScoreError,
    ScoreBand,
    StaffReply,
    Survey,
    may_ask,
)
from referrals.model.survey.survey_link import BadSurveyLinkError, read_survey_link, survey_address
from tests.world import NOW

ASKED = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
REPLY = StaffReply(text="We are sorry.", made_by="Grace", made_at=NOW)


def asked(*days_ago: int) -> list[Survey]:
    return [
        ASKED.model_copy(update={"number": n, "asked_at": NOW - timedelta(days=days)})
        for n, days in enumerate(days_ago, 1)
    ]


@pytest.mark.parametrize(
    ("days_ago", "may"),
    [((), True), ((89,), False), ((90,), True), ((364, 90), False), ((365, 90), True)],
)
def test_nobody_is_asked_more_than_twice_a_year(days_ago: tuple[int, ...], may: bool) -> None:
    assert may_ask(asked(*days_ago), NOW) is may


@pytest.mark.parametrize(
    ("score", "band"),
    [(0, "detractor"), (6, "detractor"), (7, "passive"), (8, "passive"), (9, "promoter")],
)
def test_a_score_belongs_to_its_band(score: int, band: str) -> None:
    answer = ASKED.with_answer(score, "", NOW).answer

    assert answer
    assert answer.band == ScoreBand(band)


@pytest.mark.parametrize("score", [-1, 11])
def test_a_number_off_the_scale_is_no_answer(score: int) -> None:
    with pytest.raises(BadScoreError):
        ASKED.with_answer(score, "", NOW)


def test_an_unhappy_answer_waits_until_somebody_replies_once() -> None:
    unhappy = ASKED.with_answer(3, "Cold bread", NOW)

    assert unhappy.waits_for_reply
    replied = unhappy.with_reply(REPLY)
    assert not replied.waits_for_reply
    with pytest.raises(AnswerRepliedError):
        replied.with_reply(REPLY)


def test_a_changed_answer_keeps_its_first_moment() -> None:
    later = ASKED.with_answer(3, "x" * 3000, NOW).with_answer(9, "", NOW + timedelta(days=1))

    assert later.answer
    assert (later.answer.score, later.answer.answered_at) == (9, NOW)


@pytest.mark.parametrize(
    ("answers", "half"), [(30, 28.0), (100, 15.0), (250, 10.0), (400, 8.0), (1000, 5.0)]
)
def test_the_interval_narrows_with_the_answers(answers: int, half: float) -> None:
    counts = {10: answers // 2, 8: answers - answers // 2 - answers // 5, 2: answers // 5}

    found = net_promoter_score(counts)

    assert found.score == pytest.approx(30, abs=0.5)
    assert found.half_width == pytest.approx(half, abs=0.55)


def test_below_thirty_answers_it_is_too_few_to_say() -> None:
    found = net_promoter_score({10: 29})

    assert (found.score, found.half_width, found.answers) == (None, None, 29)


def test_a_link_carries_the_survey_under_a_signature() -> None:
    address = survey_address("https://go.shop.example/", b"key", ASKED.survey_id)
    token = address.partition("token=")[2]

    assert read_survey_link([b"key"], token) == "adv_ada~friends~1"
    with pytest.raises(BadSurveyLinkError):
        read_survey_link([b"other"], token)


@pytest.mark.parametrize("url", ["http://reviews.example/", "javascript:alert(1)", "https://"])
def test_a_review_page_has_an_https_address(url: str) -> None:
    with pytest.raises(ValidationError):
        ListeningPolicy(review_url=url)


def test_a_plan_says_who_is_asked_and_who_sees_reviews() -> None:
    policy = ListeningPolicy(surveys=True, suggestions=True, review_url="https://reviews.example/")

    assert listening_sentences(ListeningPolicy()) == []
    first, second, third = listening_sentences(policy)
    assert "twice a year at most" in first
    assert "vote" in second
    assert "whatever they answered" in third
