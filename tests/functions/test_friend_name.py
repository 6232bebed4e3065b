"""A friend lets whoever sent them read their first name, on the page that their letter opens."""

from typing import Any

import pytest

from referrals.desks.delivery import delivery_desk
from referrals.model.delivery.facts import Topic
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Role
from referrals.model.words.wording import languages
from referrals.wiring import clock, session_stores, stores
from tests.advocate import answer, page, sign_in
from tests.arrival import BEN, give_address, press, read
from tests.corrector import place_order, shop
from tests.notes import THANKS, kept
from tests.portal import PortalPage
from tests.world import NOW, an_item, hash_of

SENTENCE = "Whoever sent me may read my first name."
NOBODY = "A friend who came through you"


@pytest.fixture(autouse=True)
def bakery(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "pause", lambda _: None)
    shop()
    place_order()
    give_address()
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")


def ada_reads() -> str:
    """Her page, where Ben's note is signed, and her letter of it."""
    sign_in()
    item = an_item(
        topic=Topic.NOTE_WRITTEN, person_id="adv_ada", data={"note_id": kept()[0].note_id}
    )
    content: Any = delivery_desk().content_of(item, stores.people().get("adv_ada"))
    signed = content.quote_by.partition(",")[0]
    text = page("me").text
    assert signed in text
    assert ("Ben" in text) == (signed == "Ben")
    return str(signed)


def agreed() -> bool:
    return stores.people().get(BEN).consents.show_first_name


def boxes(found: PortalPage, name: str = "name") -> list[bool]:
    """Of that name, whether each is ticked."""
    return [
        "checked" in given
        for tag, given in found.tags
        if tag == "input" and given.get("name") == name
    ]


def test_a_name_is_read_from_the_tick_until_it_is_taken_back() -> None:
    press("thanks", BEN, text=THANKS)
    before = ada_reads()
    assert boxes(read(BEN))[0] is False

    press("consents", BEN, asks_name="yes", name="yes")
    named, there = ada_reads(), read(BEN)
    press("consents", BEN, asks_name="yes")

    assert (before, named, ada_reads()) == (NOBODY, "Ben", NOBODY)
    assert boxes(there) == [True]
    assert "Welcome to Friends of the Bakery, Ben" in there.text


def test_the_thanks_carry_the_tick() -> None:
    press("thanks", BEN, text=THANKS, name="yes")

    assert ada_reads() == "Ben"
    (record,) = session_stores.consent_records().of_person(stores.people().get(BEN))
    assert (record.sentence, record.place) == (SENTENCE, ConsentPlace.WELCOME)
    assert (record.wording, record.at) == ("friend_consents.show_first_name", NOW)


def test_words_that_are_refused_record_nothing_and_keep_the_tick() -> None:
    told = press("thanks", BEN, text=" ", name="yes")

    assert boxes(PortalPage(told["body"]))[0] is True
    assert not agreed()


def test_who_joins_agrees_to_friends_alone() -> None:
    press("join", BEN, show_first_name="yes")

    assert not agreed()
    joined = stores.people().find_by_hash(Role.ADVOCATE, hash_of("ben@example.com"))
    assert joined
    assert joined.consents.show_first_name


@pytest.mark.parametrize("act", ["consents", "thanks", "join"])
def test_a_thank_you_page_names_nobody(act: str) -> None:
    assert SENTENCE not in read().text

    assert (
        press(act, "", asks_name="yes", name="yes", text=THANKS, asks_mail="yes", mail="yes")[
            "statusCode"
        ]
        == 303
    )

    assert not agreed()
    assert not stores.people().get(BEN).consents.mail


def test_another_s_letter_names_nobody() -> None:
    assert press("consents", "fri_cem", asks_name="yes", name="yes")["statusCode"] == 404

    assert SENTENCE not in read("fri_cem").text
    assert not agreed()


def test_a_friend_without_a_name_is_not_asked() -> None:
    stores.people().change(BEN, name="")

    assert SENTENCE not in read(BEN).text


def test_the_settings_of_a_friend_who_joined_take_it_back() -> None:
    press("consents", BEN, asks_name="yes", name="yes", asks_mail="yes", mail="yes")
    press("join", BEN)
    joined = stores.people().find_by_hash(Role.ADVOCATE, hash_of("ben@example.com"))
    assert joined
    sign_in(joined.person_id)
    before = boxes(page("me"), "friend_name")

    answer("me_consents", {"consent_mail": "yes"})

    assert (before, boxes(page("me"), "friend_name")) == ([True], [False])
    assert not agreed()
    assert stores.people().get(BEN).consents.mail
    answer("me_consents", {"friend_name": "yes"})
    assert agreed()
    assert not stores.people().get(BEN).consents.mail


@pytest.mark.parametrize("tag", languages())
def test_the_box_speaks_every_language(tag: str) -> None:
    found = read(BEN, language=tag)

    assert len(boxes(found)) == 1
    assert "{" not in found.text
    assert (SENTENCE in found.text) == (tag == "en")
