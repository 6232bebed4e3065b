"""A friend who doesn't join agrees to mail on the page of their letter, and takes it back."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import sign_in as sign_in_desk
from referrals.model.delivery.unsubscribe import PURPOSE, StopLink, sign_unsubscribe
from referrals.model.people.consent import ConsentChange
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Role
from referrals.steps.people.change_consents import ConsentWish, change_consents
from referrals.wiring import clients, clock, keys, session_stores, stores
from tests.arrival import BEN, give_address, press, read
from tests.corrector import place_order, shop
from tests.portal import PortalPage, event, handler
from tests.world import NOW, a_program, hash_of

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


def test_a_profile_hears_that_somebody_joined_who_had_agreed_before() -> None:
    listening = a_program(connections={"klaviyo": True})
    stores.programs().add(listening.model_copy(update={"version": 2}))
    say(True)

    press("join", BEN)

    items = [str(item["item_id"]) for item in clients.table("outbox").scan()]
    assert len([each for each in items if each.endswith("#joined#klaviyo")]) == 1


def test_an_older_yes_takes_no_newer_no_back() -> None:
    say(True)
    press("join", BEN)
    joined = stores.people().find_by_hash(Role.ADVOCATE, hash_of("ben@example.com"))
    assert joined
    wish = ConsentWish(
        consents={"mail": False}, place=ConsentPlace.SETTINGS, sentences={"mail": SENTENCE}
    )
    later = NOW + timedelta(hours=1)
    change_consents(joined.person_id, wish, sign_in_desk.consents(), now=later)

    press("join", BEN)

    assert not is_written_to(joined.person_id)


@pytest.mark.parametrize(("friend_id", "status"), [("", 303), ("fri_cem", 404)])
def test_nobody_else_agrees_for_them(friend_id: str, status: int) -> None:
    assert boxes(read(friend_id)) == []

    assert say(True, friend_id)["statusCode"] == status

    assert not is_written_to()
