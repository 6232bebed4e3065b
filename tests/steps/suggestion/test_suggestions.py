"""Suggestions, votes, the shop's word, and everybody who had a say in it told once."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import suggestion as suggestion_desk
from referrals.desks.suggestion_letter import decision_content
from referrals.model.delivery.delivery import LetterContent
from referrals.model.delivery.facts import Topic
from referrals.model.suggestion.suggestion import (
    EmptySuggestionError,
    Suggestion,
    SuggestionDecidedError,
    SuggestionState,
    SuggestionTopic,
    TooManySuggestionsError,
)
from referrals.model.words.wording import wording
from referrals.model.work import HasTime, endless
from referrals.steps.suggestion.decide_suggestion import (
    StaffWord,
    SuggestionChangedError,
    answer_suggestion,
    decide_suggestion,
)
from referrals.steps.suggestion.make_suggestion import (
    SuggestionWish,
    make_suggestion,
    vote_suggestion,
)
from referrals.steps.suggestion.tell_decision import decision_letter, tell_decisions
from referrals.views.suggestion.my_say import my_say
from referrals.wiring import clients, nudge_stores, stores
from tests.job_time import time_for
from tests.world import NOW, a_program, a_reader

WORD = StaffWord("From now on there is rye, too.", "Grace")


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    stores.programs().add(a_program())
    stores.people().add(a_reader())


def suggest(text: str = "Rye, please", person: str = "adv_ada", number: int = 0) -> Suggestion:
    wish = SuggestionWish(
        program_id="friends", person_id=person, topic=SuggestionTopic.REWARDS, text=text
    )
    random = number.to_bytes(10)
    return make_suggestion(wish, suggestion_desk.suggestions(), now=NOW, random=random)


def vote(suggestion: Suggestion, person: str, *, wanted: bool = True) -> None:
    vote_suggestion(suggestion, person, nudge_stores.suggestions(), wanted=wanted, now=NOW)


def known(suggestion: Suggestion) -> Suggestion:
    return nudge_stores.suggestions().get("friends", suggestion.suggestion_id)


def decide(suggestion: Suggestion, version: int | None = 1) -> Suggestion:
    return decide_suggestion(
        known(suggestion),
        WORD,
        nudge_stores.suggestions(),
        version=version,
        programs=stores.programs(),
        now=NOW,
    )


def tell(has_time: HasTime = endless) -> Any:
    later = NOW + timedelta(hours=1)
    return tell_decisions(suggestion_desk.telling(), now=later, has_time=has_time)


def readers() -> list[str]:
    items = clients.table("outbox").scan()
    return sorted(i["person_id"] for i in items if i["topic"] == Topic.SUGGESTION_DECIDED)


def test_a_suggestion_has_its_author_s_vote_and_comes_once() -> None:
    made = suggest()

    assert suggest(number=1) == known(made)
    assert known(made).votes == 1


def test_nothing_is_no_suggestion() -> None:
    with pytest.raises(EmptySuggestionError):
        suggest("  \n ")


def test_three_a_day_are_as_many_as_one_person_makes() -> None:
    for number in range(3):
        suggest(f"Idea {number}", number=number)

    with pytest.raises(TooManySuggestionsError):
        suggest("One more", number=9)
    assert suggest("Somebody else's", "adv_ben", 10)


def test_one_vote_a_person_and_it_can_be_taken_back() -> None:
    made = suggest()

    vote(made, "adv_ben")
    vote(made, "adv_ben")
    assert known(made).votes == 2

    vote(made, "adv_ben", wanted=False)
    vote(made, "adv_ben", wanted=False)
    assert known(made).votes == 1


def test_fifty_votes_a_day_are_as_many_as_one_person_has() -> None:
    made = suggest()
    for _ in range(25):
        vote(made, "adv_ben")
        vote(made, "adv_ben", wanted=False)

    with pytest.raises(TooManySuggestionsError):
        vote(made, "adv_ben")


def test_the_shop_answers_without_writing_to_anybody() -> None:
    made = suggest()
    answer_suggestion(known(made), WORD, nudge_stores.suggestions(), now=NOW)

    assert (known(made).answered_by, known(made).state) == ("Grace", SuggestionState.OPEN)
    assert tell().letters == 0
    with pytest.raises(SuggestionChangedError):
        answer_suggestion(made, WORD, nudge_stores.suggestions(), now=NOW)


def test_a_decision_is_told_to_who_asked_and_who_voted_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("referrals.steps.suggestion.tell_decision.PAGE", 4)
    made = suggest()
    for number in range(5):
        vote(made, f"adv_{number}")
    decide(made)

    told = [tell(time_for(1)) for _ in range(3)]

    assert [(each.letters, each.left) for each in told] == [(4, 1), (2, 0), (0, 0)]

    assert readers() == ["adv_0", "adv_1", "adv_2", "adv_3", "adv_4", "adv_ada"]
    assert known(made).program_version == 1


def test_what_is_decided_takes_no_vote_and_no_decision_more() -> None:
    made = suggest()
    decide(made, version=None)

    assert known(made).state is SuggestionState.DECLINED
    with pytest.raises(SuggestionDecidedError):
        vote(known(made), "adv_ben")
    with pytest.raises(SuggestionDecidedError):
        vote(made, "adv_ben")
    with pytest.raises(SuggestionDecidedError):
        decide(made)


def test_a_version_that_never_was_did_nothing() -> None:
    made = suggest()

    with pytest.raises(Exception, match="version"):
        decide(made, version=7)
    assert known(made).is_open


def test_the_letter_says_what_they_said_and_what_was_done() -> None:
    made = suggest("x" * 300)
    decide(made)
    ada = stores.people().get("adv_ada")

    found = decision_content(decision_letter(made, "adv_ada", now=NOW), ada)

    assert isinstance(found, LetterContent)
    assert found.values["said"].startswith("You suggested: “xxx")
    assert found.values["outcome"] == "We did it."
    assert (found.quote, found.quote_by) == (WORD.answer, "Grace")


def test_the_page_shows_votes_and_what_was_answered() -> None:
    made = suggest()
    vote(made, "adv_ben")
    decide(made)

    page = my_say("adv_ben", "friends", nudge_stores.suggestions(), wording("en"))

    (shown,) = page.suggestions
    assert (shown.votes, shown.status, shown.has_vote) == ("2 people want this", "Done", True)
    assert shown.answered == "Grace answers:"
    assert len(page.topics) == 3


def calls() -> list[dict[str, object]]:
    items = clients.table("outbox").scan()
    return [item["data"] for item in items if item["topic"] == Topic.SUGGESTION_MADE]


def test_the_shop_hears_of_a_suggestion_once_and_never_its_words() -> None:
    stores.programs().add(
        a_program(webhook_url="https://shop.example/hook").model_copy(update={"version": 2})
    )

    made = suggest()
    suggest()

    known_by = {"program": "friends", "suggestion_id": made.suggestion_id, "topic": "rewards"}
    assert calls() == [known_by]


def test_a_shop_without_a_hook_is_not_called() -> None:
    suggest()

    assert calls() == []


def test_a_decision_that_can_not_be_read_keeps_no_other_waiting() -> None:
    made = suggest()
    decide(made)
    place = {
        "subject": "agenda#suggestion#friends",
        "entry": "2020-01-01T00:00:00Z#sug_bad#sug_bad",
    }
    clients.table("stories").put({**place, "person_id": "sug_bad", "name": "sug_bad"})
    bad = {"subject": "suggestions#friends", "entry": "sug_bad", "votes": "many"}
    clients.table("stories").put(bad)

    report = tell()

    assert (report.letters, report.failed, report.left) == (1, ("sug_bad",), 1)
