"""A friend becomes an advocate at the address of their order, and agrees only to what they said."""

import pytest

from referrals.desks import welcome as welcome_desk
from referrals.model.people.person import Consents, Role
from referrals.model.welcome.welcome_link import WelcomeLink
from referrals.steps.welcome.join_program import JoinWish, NoFriendHereError, join_program
from referrals.wiring import session_stores, stores
from tests.arrival import BEN, give_address
from tests.corrector import place_order, shop
from tests.world import NOW, a_key, hash_of

AGREED = {"mail": "Write to me.", "show_first_name": "Name me."}


def join(friend_id: str) -> Consents:
    wish = JoinWish(link=WelcomeLink(a_key(), friend_id), agreements=AGREED)
    made = join_program(wish, welcome_desk.joining(), now=NOW, random=bytes(10))
    return made.consents


def kept() -> dict[str, str]:
    joined = stores.people().find_by_hash(Role.ADVOCATE, hash_of("ben@example.com"))
    assert joined
    records = session_stores.consent_records().of_person(joined)
    return {record.consent: record.sentence for record in records}


@pytest.fixture(autouse=True)
def order(account: None) -> None:
    shop()
    place_order()


def test_the_letter_s_reader_agrees_for_themselves() -> None:
    give_address()

    assert join(BEN) == Consents(mail=True, show_first_name=True)
    assert kept() == AGREED


def test_a_thank_you_page_can_agree_for_nobody() -> None:
    give_address()

    assert join("") == Consents()


def test_the_reader_of_another_s_letter_is_nobody_here() -> None:
    give_address()

    with pytest.raises(NoFriendHereError):
        join("fri_cem")


def test_a_friend_without_an_address_can_t_be_written_to() -> None:
    with pytest.raises(NoFriendHereError):
        join(BEN)
