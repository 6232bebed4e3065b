"""Whom the page asks for their first name, and whom it doesn't."""

from dataclasses import replace

import pytest

from referrals.model.people.person import Consents
from referrals.model.welcome.welcome_link import WelcomeLink
from referrals.model.words.consent import may_ask_name
from referrals.model.words.wording import wording
from referrals.views.welcome.friend_name import NameBox, name_box
from referrals.views.welcome.welcome_page import WelcomeFacts
from tests.world import a_friend, a_key, a_program

EN = wording("en")
SENTENCE = "Whoever sent me may read my first name."


@pytest.mark.parametrize("given", [False, True])
def test_nobody_came_so_only_a_word_is_taken_back(given: bool) -> None:
    friend = a_friend(consents=Consents(show_first_name=given))
    link = WelcomeLink(a_key(), friend.person_id)
    facts = WelcomeFacts(link, a_program().rules, None, None, None, friend, None)

    assert name_box(facts, EN) == (NameBox(SENTENCE, given=True) if given else None)
    assert name_box(replace(facts, link=WelcomeLink(a_key())), EN) is None


def test_a_word_can_be_taken_back_without_a_name() -> None:
    unnamed = a_friend(name="", consents=Consents())
    agreed = a_friend(name="", consents=Consents(show_first_name=True))

    assert [may_ask_name(each) for each in (a_friend(), unnamed, agreed)] == [True, False, True]
