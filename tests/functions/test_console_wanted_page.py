"""An address of the desk that somebody opened before they were signed in: they land there."""

from base64 import urlsafe_b64encode
from typing import Any

import pytest

from functions.console.app import handler
from referrals.wiring import stores
from tests.advocate import cookies, kept_cookies
from tests.authenticator import Authenticator
from tests.desk import JANA, a_member, answer, at, come_in, event, seat
from tests.estate import dump
from tests.letters import post_letters
from tests.passkeys import DOOR, ENTRY, add, options_in
from tests.world import a_program

KEPT = "__Host-desk-page"
LISTED = "/console/orders?q=ben%40example.com&program=friends"


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    stores.programs().add(a_program())
    seat(a_member())


def knock(address: str, **form: str) -> dict[str, Any]:
    """Nobody is signed in; a form is what was posted after the week."""
    name, method = ("staff_invite", "POST") if form else ("today", "GET")
    asked = at({**event(name, form or None), "cookies": []}, address)
    asked["requestContext"]["http"]["method"] = method
    return handler(asked, None)


def press_link(kept: str) -> dict[str, Any]:
    browser = cookies(answer("sign_in", {"email": JANA}))["__Host-desk-asks"]
    pressed = event("link", {"number": ""})
    pressed |= {"queryStringParameters": {"token": post_letters().token}}
    pressed["cookies"] = [f"__Host-desk-asks={browser}", f"{KEPT}={kept}"]
    return handler(pressed, None)


@pytest.mark.parametrize(
    ("opened", "landed"),
    [
        (LISTED, LISTED),
        ("/console/orders/shopify/1001", "/console/orders/shopify/1001"),
        ("/console/log?actor=stf_jana&format=csv", "/console/log?actor=stf_jana"),
        ("/console/words?find=" + "x" * 2000, "/console/words"),
        ("/console", "/console"),
        ("/console/nowhere", "/console"),
    ],
)
def test_the_link_leads_to_what_was_opened_first(opened: str, landed: str) -> None:
    told = knock(opened)

    assert told["statusCode"] == 401
    found = press_link(cookies(told)[KEPT])
    assert (found["statusCode"], found["headers"]["location"]) == (303, landed)
    assert cookies(found)[KEPT] == ""
    assert "ben%40" not in str(dump())


def test_a_form_that_came_too_late_leads_back_to_its_page() -> None:
    told = knock("/console/people/adv_ada/stop", why="asked")

    found = press_link(cookies(told)[KEPT])

    assert found["headers"]["location"] == "/console/people/adv_ada"


@pytest.mark.parametrize(
    "made_up",
    [
        "https://evil.example/console",
        "//evil.example/console",
        "/console.evil.example",
        "/console/../me",
        "/console/orders\r\nset-cookie: x",
        "/console/orders?q=\u00e9",
        "/me",
    ],
)
def test_a_cookie_leads_nowhere_but_to_the_desk(made_up: str) -> None:
    found = press_link(urlsafe_b64encode(made_up.encode()).decode())

    assert found["headers"]["location"] == "/console"


def test_what_is_no_text_at_all_leads_to_today() -> None:
    assert press_link("A").get("headers", {})["location"] == "/console"
    assert press_link("_____w")["headers"]["location"] == "/console"


def test_a_preview_within_a_page_is_no_page_to_come_back_to() -> None:
    framed = at({**event("today"), "cookies": []}, "/console/preview/friend")
    framed["headers"] = {**framed["headers"], "sec-fetch-dest": "iframe"}

    assert KEPT not in cookies(handler(framed, None))


def test_the_passkey_leads_there_as_well() -> None:
    come_in()
    device = Authenticator()
    add(device)
    kept = cookies(knock(LISTED))[KEPT]
    post_letters()
    waits = press_link(kept)
    assert waits["headers"]["location"] == DOOR
    browser = [*kept_cookies(waits), f"{KEPT}={kept}"]
    asked = handler(at({**event("today"), "cookies": browser}, DOOR), None)

    shown = event("staff_invite", {"passkey": device.show(options_in(asked)), "name": ""})
    found = handler(at({**shown, "cookies": browser}, DOOR), None)

    assert (found["headers"]["location"], cookies(found)[KEPT]) == (LISTED, "")
    assert cookies(found)[ENTRY] == ""
