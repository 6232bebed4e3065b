"""A friend who doesn't join agrees to mail on the page of their letter, and takes it back."""

from typing import Any

import pytest

from referrals.model.delivery.unsubscribe import PURPOSE, StopLink, sign_unsubscribe
from referrals.model.people.consent import ConsentChange
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Role
from referrals.wiring import clock, keys, session_stores, stores
from tests.arrival import BEN, give_address, press, read
from tests.corrector import place_order, shop
from tests.portal import PortalPage, event, handler
from tests.world import NOW, hash_of

SENTENCE = "Friends of the Bakery may send me friendly mails now and then."


@pytest.fixture(autouse=True)
def bakery(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    shop()
    place_order()
    give_address()


def say(given: bool, friend_id: str = BEN) -> dict[str, Any]:
    return press("consents", friend_id, asks_mail="yes", **({"mail": "yes"} if given else {}))


def boxes(found: PortalPage) -> list[bool]:
    return ["checked" in given for _, given in found.tags if given.get("name") == "mail"]


def is_written_to(person_id: str = BEN) -> bool:
    return stores.people().get(person_id).consents.mail


def records(person_id: str) -> list[ConsentChange]:
    return list(session_stores.consent_records().of_person(stores.people().get(person_id)))


def test_the_box_is_one_and_as_it_was_left() -> None:
    seen = [boxes(read(BEN))]
    for given in (True, True, False):
        assert say(given)["statusCode"] == 303
        seen.append(boxes(read(BEN)))

    assert seen == [[False], [True], [True], [False]]
    assert [(each.given, each.sentence, each.place, each.at) for each in records(BEN)] == [
        (True, SENTENCE, ConsentPlace.WELCOME, NOW),
        (False, SENTENCE, ConsentPlace.WELCOME, NOW),
    ]
    assert {each.wording for each in records(BEN)} == {"consents.mail"}


def test_a_letter_s_own_way_out_takes_it_back() -> None:
    say(True)
    token = sign_unsubscribe(keys.signing_keys(PURPOSE)[0], StopLink(BEN, "mail"))

    handler(event("unsubscribe_one_click") | {"queryStringParameters": {"token": token}}, None)

    assert not is_written_to()
    assert boxes(read(BEN)) == [False]
    assert records(BEN)[-1].place is ConsentPlace.UNSUBSCRIBE


def test_a_form_that_asks_for_something_else_says_nothing_of_mail() -> None:
    say(True)

    press("consents", BEN, asks_name="yes", name="yes")

    assert is_written_to()


def test_who_joins_afterwards_is_written_to_as_they_said() -> None:
    say(True)
    press("join", BEN)

    joined = stores.people().find_by_hash(Role.ADVOCATE, hash_of("ben@example.com"))
    assert joined
    (record,) = records(joined.person_id)
    assert (record.consent, record.sentence, record.place) == (
        "mail",
        SENTENCE,
        ConsentPlace.WELCOME,
    )
    assert boxes(read(BEN)) == []  # It stands in their settings now.
    say(False)
    assert not is_written_to(joined.person_id)


@pytest.mark.parametrize(("friend_id", "status"), [("", 303), ("fri_cem", 404)])
def test_nobody_else_agrees_for_them(friend_id: str, status: int) -> None:
    assert boxes(read(friend_id)) == []

    assert say(True, friend_id)["statusCode"] == status

    assert not is_written_to()
