"""A passkey beside the mailed link: asked for, and refused wherever it proves nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from functions.console.app import handler
from referrals.model.delivery.facts import Topic
from referrals.model.staff.desk_entry import PASSKEY_TRIES
from referrals.model.staff.right import StaffRole
from referrals.wiring import clock, session_stores, stores
from tests.advocate import kept_cookies
from tests.authenticator import PRESENT, Authenticator, Kind
from tests.desk import JANA, a_member, come_in, event, get, page, post, seat
from tests.letters import stop_clock
from tests.passkeys import (
    CONFIRM,
    ENTRY,
    SESSION,
    add,
    answer_at_door,
    ask_at_door,
    log,
    options_in,
    ring,
    show_at_door,
    topics,
    wait_at_door,
)
from tests.world import NOW, a_program

LATER = timedelta(minutes=15)
TOM = "tom@lindner.example"


@pytest.fixture(autouse=True)
def pass_time(account: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    stores.programs().add(a_program())
    pass_time = stop_clock(monkeypatch, NOW)
    come_in()
    return pass_time


@pytest.mark.parametrize("kind", ["ES256", "EdDSA", "RS256"])
def test_who_added_a_passkey_comes_in_with_it_alone(kind: Kind) -> None:
    device = Authenticator(kind)
    assert add(device)["statusCode"] == 303
    entry = wait_at_door()

    told = show_at_door(entry, device)

    assert (told["statusCode"], told["headers"]["location"]) == (303, "/console")
    assert handler({**event("today"), "cookies": kept_cookies(told)}, None)["statusCode"] == 200
    assert "last used on" in page("/console/sessions").text
    assert ask_at_door(entry)["statusCode"] == 404


def test_nothing_is_open_between_the_link_and_the_passkey() -> None:
    add(Authenticator())
    entry = wait_at_door()

    as_session = {**event("today"), "cookies": [f"{SESSION}={entry}"]}

    assert handler(as_session, None)["statusCode"] == 401
    assert len(list(session_stores.person_sessions().of_person("stf_jana", clock.now()))) == 1


def test_the_page_asks_for_their_own_passkeys() -> None:
    device = Authenticator()
    add(device)

    told = ask_at_door(wait_at_door())

    options = options_in(told)
    assert (options["rpId"], options["userVerification"]) == ("go.shop.example", "required")
    assert [each["id"] for each in options["allowCredentials"]] == [device.credential_id]
    assert "script-src 'self'" in told["headers"]["content-security-policy"]
    assert "Passkeys need script" in told["body"]


@pytest.mark.parametrize(
    "odd",
    [
        {"origin": "https://go.shop.example.evil.example"},
        {"origin": "http://go.shop.example"},
        {"host": "evil.example"},
        {"flags": PRESENT},
        {"flags": 4},
    ],
)
def test_what_proves_nothing_opens_no_desk(odd: dict[str, Any]) -> None:
    device = Authenticator()
    add(device)
    entry = wait_at_door()

    told = show_at_door(entry, device, **odd)

    assert (told["statusCode"], "cookies" in told) == (400, False)
    assert "could not be checked" in told["body"]
    assert show_at_door(entry, device)["statusCode"] == 303


@pytest.mark.parametrize(
    "text", ["", "{}", "[" * 9000, '{"id":1,"response":{"clientDataJSON":"e30"}}']
)
def test_an_answer_that_is_none_is_refused(text: str) -> None:
    add(Authenticator())
    entry = wait_at_door()

    assert answer_at_door(entry, text)["statusCode"] == 400
    assert post("/console/passkeys/add", passkey=text)["statusCode"] == 400


def test_an_answer_is_good_once_and_in_its_own_browser() -> None:
    device = Authenticator()
    add(device)
    first, second = wait_at_door(), wait_at_door()
    shown = device.show(options_in(ask_at_door(first)))

    assert answer_at_door(second, shown)["statusCode"] == 400
    assert answer_at_door(first, shown)["statusCode"] == 303
    assert answer_at_door(second, shown)["statusCode"] == 400


def test_an_answer_for_something_else_opens_nothing() -> None:
    device = Authenticator()
    add(device)
    entry = wait_at_door()
    confirms = device.show(options_in(get(CONFIRM)))

    assert answer_at_door(entry, confirms)["statusCode"] == 400
    assert post("/console/passkeys/confirm", passkey=confirms)["statusCode"] == 303


def test_a_question_is_over_after_five_minutes_and_the_wait_after_fifteen(
    pass_time: Callable[[timedelta], None],
) -> None:
    device = Authenticator()
    add(device)
    entry = wait_at_door()
    shown = device.show(options_in(ask_at_door(entry)))

    pass_time(timedelta(minutes=5))
    late = answer_at_door(entry, shown)
    pass_time(timedelta(minutes=10))

    assert (late["statusCode"], "took too long" in late["body"]) == (400, True)
    assert ask_at_door(entry)["statusCode"] == 404


def test_a_passkey_of_a_colleague_is_none_of_theirs() -> None:
    device = Authenticator()
    add(device)
    seat(a_member(StaffRole.SUPPORT, staff_id="stf_tom", email=TOM, name="Tom"))
    kept = session_stores.staff()
    kept.replace_passkeys(
        "stf_tom",
        kept.passkeys("stf_tom"),
        kept.passkeys("stf_jana").model_copy(
            update={"passkeys": (ring()[0].model_copy(update={"credential_id": "dG9t"}),)}
        ),
    )

    told = show_at_door(wait_at_door(TOM), device)

    assert told["statusCode"] == 400


def test_a_passkey_that_counts_backwards_is_refused_and_its_owner_is_told() -> None:
    device = Authenticator(count=7)
    add(device)
    entry = wait_at_door()
    device.count = 8
    assert show_at_door(entry, device)["statusCode"] == 303
    again = wait_at_door()

    told = show_at_door(again, device)

    assert (told["statusCode"], "as a copy would" in told["body"]) == (400, True)
    assert Topic.STAFF_PASSKEY_COPIED in topics()
    assert ("passkey_enter", "passkey_copied") in log()


def test_whoever_tries_too_often_has_to_wait() -> None:
    add(Authenticator())
    entry, stranger = wait_at_door(), Authenticator(name=b"another")

    told = [show_at_door(entry, stranger)["statusCode"] for _ in range(PASSKEY_TRIES.most)]

    assert told[:-1] == [400] * (PASSKEY_TRIES.most - 1)
    assert told[-1] == 429


def test_a_door_without_its_cookie_is_none() -> None:
    assert ask_at_door("")["statusCode"] == 404
    assert answer_at_door("made-up", "{}")["statusCode"] == 404
    assert ENTRY not in JANA
