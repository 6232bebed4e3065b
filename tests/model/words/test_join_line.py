"""The line that invites to share says what both get, and nothing that nobody could get."""

import pytest

from referrals.model.program.outlook import BudgetOutlook
from referrals.model.words.join_line import join_line
from referrals.model.words.promise import program_sentences
from referrals.model.words.wording import wording
from tests.world import rules

WORDS = wording("en")
OFFERS = rules().model_dump(mode="json")["offers"]
QUESTION = "Do you know somebody who would like Friends of the Bakery?"


def test_it_says_what_both_get_in_the_words_of_the_promise() -> None:
    assert join_line(WORDS, rules(), None) == (QUESTION, *program_sentences(WORDS, rules())[:2])


def test_of_several_offers_it_promises_none() -> None:
    two = [{**OFFERS[0], "name": name, "weight": 50} for name in ("one", "two")]

    assert join_line(WORDS, rules(offers=two), None) == (QUESTION,)


def test_a_program_that_rests_asks_nobody() -> None:
    assert join_line(WORDS, rules(paused=True), None) == ()


@pytest.mark.parametrize(("left", "asks"), [(0, False), (1, True)])
def test_a_spent_budget_asks_nobody(left: int, asks: bool) -> None:
    assert bool(join_line(WORDS, rules(), BudgetOutlook(left, None))) == asks
