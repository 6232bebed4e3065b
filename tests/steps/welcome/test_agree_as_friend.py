"""A friend's word on their first name: by their own letter, kept as it was read."""

import pytest

from referrals.desks import welcome as welcome_desk
from referrals.model.people.consent import ConsentChange
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.welcome.welcome_link import WelcomeLink
from referrals.model.words.wording import wording
from referrals.steps.welcome.agree_as_friend import agree_as_friend, name_wish
from referrals.steps.welcome.join_program import NoFriendHereError
from referrals.wiring import session_stores, stores
from tests.arrival import BEN, give_address
from tests.corrector import place_order, shop
from tests.world import NOW, a_key


@pytest.fixture(autouse=True)
def order(account: None) -> None:
    shop()
    place_order()
    give_address()


def say(given: bool, friend_id: str = BEN) -> bool:
    wish = name_wish(given, wording("de"), ConsentPlace.WELCOME)
    link = WelcomeLink(a_key(), friend_id)
    friend = agree_as_friend(link, wish, welcome_desk.friend_consents(), now=NOW)
    return friend.consents.show_first_name


def records() -> list[ConsentChange]:
    return list(session_stores.consent_records().of_person(stores.people().get(BEN)))


def test_each_change_is_kept_with_its_sentence() -> None:
    assert [say(given) for given in (True, True, False)] == [True, True, False]

    assert [record.given for record in records()] == [True, False]
    assert {(record.sentence, record.language) for record in records()} == {
        ("Wer mich geschickt hat, darf meinen Vornamen lesen.", "de")
    }


@pytest.mark.parametrize("friend_id", ["", "fri_cem"])
def test_no_other_letter_speaks_for_them(friend_id: str) -> None:
    with pytest.raises(NoFriendHereError):
        say(True, friend_id)

    assert not records()
