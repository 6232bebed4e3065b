"""What a shop's server tells of a buyer's consent: the newest word, kept with time and sentence."""

import json
from datetime import timedelta
from typing import Any

import pytest

from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Consents, Person, Role
from referrals.model.session.api_key import Scope
from referrals.steps.people.change_consents import ConsentDesk, ConsentWish, change_consents
from referrals.steps.people.stop_letters import stop_mail
from referrals.wiring import clock, session_stores, stores
from tests.caller import a_shop_with_a_key, body_of, call_api, with_key
from tests.world import NOW, a_reader, hash_of

DORA = "dora@example.com"
SENTENCE = "Schreibt mir einmal, ob ich euch empfehlen mag."
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    a_shop_with_a_key()


def tell(*, mail: bool = True, ago: timedelta = HOUR, **more: Any) -> Any:
    given = {"program": "friends", "sentence": SENTENCE, "locale": "de", **more}
    named = given if "source" in more else {"email": DORA, **given}
    body = {**named, "consents": {"mail": mail}, "said_at": (NOW - ago).isoformat()}
    return call_api("tell_consent", body=json.dumps(body))


def dora(role: Role = Role.FRIEND) -> Person:
    found = stores.people().find_by_hash(role, hash_of(DORA))
    assert found
    return found


def records() -> list[tuple[bool, str, str, str]]:
    kept = session_stores.consent_records().of_person(dora())
    return [(each.given, each.place, each.wording, each.sentence) for each in kept]


def test_a_word_is_kept_once_with_its_sentence_and_no_name() -> None:
    first, again = tell(), tell()

    assert body_of(first)["consents"]["mail"] is True
    assert body_of(first) == body_of(again)
    assert (dora().name, dora().email) == ("", "")
    assert records() == [(True, "report", "", SENTENCE)]
    (kept,) = session_stores.consent_records().of_person(dora())
    assert (kept.at, kept.language) == (NOW - HOUR, "de")


@pytest.mark.parametrize(("second", "holds"), [(HOUR / 2, False), (2 * HOUR, True)])
def test_the_newest_word_holds_whenever_it_is_told(second: timedelta, holds: bool) -> None:
    tell(mail=True)
    answer = body_of(tell(mail=False, ago=second))

    assert answer["consents"]["mail"] is holds
    assert dora().consents == Consents(mail=holds)


def test_a_word_from_the_future_is_said_now() -> None:
    tell(ago=-2 * HOUR)

    assert dora().consent_words["mail"].at == NOW


@pytest.mark.parametrize(("own", "reported"), [(False, True), (True, False)])
def test_their_own_no_stands_and_a_newer_no_takes_back(own: bool, reported: bool) -> None:
    stores.people().add(a_reader(person_id="adv_dora", email=DORA, email_hash=hash_of(DORA)))
    wish = ConsentWish(consents={"mail": own}, place=ConsentPlace.SETTINGS, sentences={})
    desk = ConsentDesk(stores.people(), session_stores.consent_records())
    change_consents(dora(Role.ADVOCATE).person_id, wish, desk, now=NOW - 2 * HOUR)

    tell(mail=reported)

    assert dora(Role.ADVOCATE).consents.mail is False


def test_who_stopped_all_mail_is_not_begun_with_again() -> None:
    tell()
    stop_mail(dora().person_id, stores.people(), now=NOW)

    answer = body_of(tell(ago=HOUR / 2))

    assert answer["consents"]["mail"] is False
    assert not dora().consents.mail


def test_an_order_names_its_buyer() -> None:
    given = body_of(tell(source="shopify", order_id="1001"))
    unknown = tell(source="shopify", order_id="no-such")

    assert given["consents"]["mail"] is True
    assert (unknown["statusCode"], body_of(unknown)["code"]) == (404, "unknown_buyer")


@pytest.mark.parametrize(
    "changes",
    [
        {"source": "shopify"},
        {"source": "shopify", "order_id": "1001", "email": DORA},
        {"sentence": ""},
        {"sentence": "x" * 1001},
        {"consents": {}},
        {"consents": {"everything": True}},
        {"said_at": "2026-11-22T09:00:00"},
    ],
    ids=str,
)
def test_what_can_not_be_meant_is_refused_with_its_field(changes: dict[str, Any]) -> None:
    asked = {"program": "friends", "said_at": "2026-11-22T09:00:00Z", "sentence": "Yes."}
    body = {**asked, "consents": {"mail": True}, **changes}

    answer = call_api("tell_consent", body=json.dumps(body))

    assert answer["statusCode"] == 422
    assert stores.people().find_by_hash(Role.FRIEND, hash_of(DORA)) is None


def test_another_scope_tells_nothing() -> None:
    other = "gw_test_" + "c" * 52
    with_key(other, Scope.ADVOCATES_WRITE)

    answer = call_api("tell_consent", {"authorization": f"Bearer {other}"})

    assert answer["statusCode"] == 403


def test_the_log_of_changes_names_nobody() -> None:
    tell()

    lines = session_stores.change_log().table.scan()
    kinds = [line for line in lines if line.get("kind") == "consent_tell"]
    assert len(kinds) == 1
    assert DORA not in str(kinds)
    assert SENTENCE not in str(kinds)
