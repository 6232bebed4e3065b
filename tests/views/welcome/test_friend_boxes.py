"""What the page asks whom: for their first name, and for mail."""

from dataclasses import replace

import pytest

from referrals.model.people.person import Consents
from referrals.model.welcome.welcome_link import WelcomeLink
from referrals.model.words.consent import may_ask_name
from referrals.model.words.wording import wording
from referrals.views.welcome.friend_boxes import FriendBox, mail_box, name_box
from referrals.views.welcome.welcome_page import LinkOffer, WelcomeFacts
from tests.world import a_friend, a_key, a_program

EN = wording("en")
SENTENCE = "Whoever sent me may read my first name."


@pytest.mark.parametrize("given", [False, True])
def test_nobody_came_so_only_a_word_is_taken_back(given: bool) -> None:
    friend = a_friend(consents=Consents(show_first_name=given))
    link = WelcomeLink(a_key(), friend.person_id)
    facts = WelcomeFacts(link, a_program().rules, None, None, None, friend, None)

    assert name_box(facts, EN) == (FriendBox(SENTENCE, given=True) if given else None)
    assert name_box(replace(facts, link=WelcomeLink(a_key())), EN) is None


def test_a_word_can_be_taken_back_without_a_name() -> None:
    unnamed = a_friend(name="", consents=Consents())
    agreed = a_friend(name="", consents=Consents(show_first_name=True))

    assert [may_ask_name(each) for each in (a_friend(), unnamed, agreed)] == [True, False, True]


@pytest.mark.parametrize(
    ("proven", "email", "has_one", "asked"),
    [
        (True, "ben@example.com", False, True),
        (False, "ben@example.com", False, False),
        (True, "", False, False),
        (True, "ben@example.com", True, False),
    ],
)
def test_mail_is_asked_where_a_letter_went_and_no_settings_are(
    proven: bool, email: str, has_one: bool, asked: bool
) -> None:
    friend = a_friend(email=email, consents=Consents(mail=True))
    link = WelcomeLink(a_key(), friend.person_id if proven else "")
    facts = WelcomeFacts(link, a_program().rules, None, None, None, friend, None)

    found = mail_box(facts, LinkOffer("", "", "", has_one=has_one), EN)

    assert (found is not None) is asked
    if found:
        assert found.given
        assert found.sentence == "Friends of the Bakery may send me friendly mails now and then."
