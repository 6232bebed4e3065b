"""Which sentences a program can say its own way."""

import pytest

from referrals.model.words.wording import languages, sentences_of
from referrals.views.draft.sentence_list import sentence_list
from tests.world import rules


@pytest.mark.parametrize("language", languages())
def test_every_sentence_of_a_language_is_listed_once(language: str) -> None:
    found = [each.name for each in sentence_list(rules(), language)]

    assert sorted(found) == sorted(sentences_of(language))


def test_what_is_shipped_is_told_in_the_programs_form_of_address() -> None:
    formal = {each.name: each.shipped for each in sentence_list(rules(), "de")}
    informal = rules(words={"de": {"address": "informal"}})

    changed = [e for e in sentence_list(informal, "de") if e.shipped != formal[e.name]]

    assert len(changed) > 50
