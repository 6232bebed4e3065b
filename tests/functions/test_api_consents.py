"""What a shop says of consents when it enrolls somebody, and says again."""

import json

import pytest

from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Consents
from referrals.steps.people.change_consents import ConsentDesk, ConsentWish, change_consents
from referrals.wiring import session_stores, stores
from tests.caller import a_shop_with_a_key, body_of, call_api
from tests.world import NOW


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def enroll(**more: object) -> str:
    given = {"program": "friends", "name": "Ada", "email": "ada@example.com", **more}
    raw = json.dumps(given)
    answer = call_api("enroll_advocate_base64", body=raw, isBase64Encoded=False)
    return str(body_of(answer)["advocate_id"])


def consents(person_id: str) -> Consents:
    return stores.people().get(person_id).consents


def test_a_second_enrolment_may_say_yes_and_no() -> None:
    ada = enroll()

    enroll(consents={"mail": True})
    agreed = consents(ada)
    enroll(consents={"mail": False})

    assert agreed == Consents(mail=True)
    assert consents(ada) == Consents()
    records = session_stores.consent_records().of_person(stores.people().get(ada))
    assert [(each.given, each.place) for each in records] == [
        (True, ConsentPlace.SHOP),
        (False, ConsentPlace.SHOP),
    ]


def test_an_enrolment_that_says_nothing_changes_nothing() -> None:
    ada = enroll(consents={"mail": True, "surveys": True})

    enroll()
    enroll(consents={"surveys": False})

    assert consents(ada) == Consents(mail=True)


@pytest.mark.parametrize("own", [True, False])
def test_no_enrolment_changes_what_they_said_themselves(own: bool) -> None:
    ada = enroll(consents={"mail": not own})
    wish = ConsentWish(consents={"mail": own}, place=ConsentPlace.SETTINGS, sentences={})
    desk = ConsentDesk(stores.people(), session_stores.consent_records())
    change_consents(ada, wish, desk, now=NOW)

    enroll(consents={"mail": not own})

    assert consents(ada).mail is own
