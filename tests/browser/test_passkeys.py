"""A passkey in a real browser: made by its script, shown by it, and plain words without either."""

import gzip
from base64 import b64decode
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from functions.console.app import handler as desk_handler
from referrals.wiring import session_stores, stores
from tests.desk import at, come_in, event
from tests.passkeys import DOOR, ENTRY, NEW, wait_at_door
from tests.portal import handler, request_event
from tests.world import a_program

pytestmark = pytest.mark.browser
ORIGIN = "https://go.shop.example"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    stores.programs().add(a_program())
    come_in()


class Desk:
    """Our handlers behind a browser; what a form was answered with is kept, not followed."""

    def __init__(self) -> None:
        self.entry = ""
        self.answers: list[dict[str, Any]] = []

    def answer(self, route: Route) -> None:
        request = route.request
        parts = urlsplit(request.url)
        heads = {"sec-fetch-site": "same-origin", "accept-encoding": ""}
        with redirect_stdout(StringIO()):
            told = self._told(request.method, parts.path, heads, request.post_data or "")
        if request.method == "POST":
            self.answers.append(told)
            told = {**told, "statusCode": 200, "body": told["body"] or "done"}
        body = b64decode(told["body"]) if told.get("isBase64Encoded") else told["body"].encode()
        packed = told["headers"].pop("content-encoding", "") == "gzip"
        body = gzip.decompress(body) if packed else body
        route.fulfill(status=told["statusCode"], headers=told["headers"], body=body)

    def _told(self, method: str, path: str, heads: dict[str, str], body: str) -> dict[str, Any]:
        if not path.startswith("/console"):
            told: dict[str, Any] = handler(request_event(method, ORIGIN + path, heads, body), None)
            return told
        asked = at({**event("today"), "headers": heads, "body": body}, path)
        asked["requestContext"]["http"]["method"] = method
        kept = {"cookies": [f"{ENTRY}={self.entry}"]} if path == DOOR else {}
        return desk_handler({**asked, **kept}, None)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def context(browser: Browser, desk: Desk) -> Iterator[BrowserContext]:
    opened = browser.new_context()
    opened.route("**/*", desk.answer)
    yield opened
    opened.close()


def press(page: Page, desk: Desk, name: str) -> dict[str, Any]:
    before = len(desk.answers)
    page.get_by_role("button", name=name).click()
    for _ in range(100):
        if len(desk.answers) > before:
            break
        page.wait_for_timeout(50)
    return desk.answers[-1]


def test_a_browser_makes_a_passkey_and_comes_in_with_it(
    context: BrowserContext, desk: Desk
) -> None:
    page = context.new_page()
    with_keys = context.new_cdp_session(page)
    with_keys.send("WebAuthn.enable")
    with_keys.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(ORIGIN + NEW)
    page.get_by_label("What you call it").fill("My phone")
    assert press(page, desk, "Add a passkey")["statusCode"] == 303
    (kept,) = session_stores.staff().passkeys("stf_jana").passkeys
    assert (kept.name, kept.transports) == ("My phone", ("internal",))

    page.goto(ORIGIN + NEW)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("has a passkey for the desk already").wait_for()
    desk.entry = wait_at_door()
    page.goto(ORIGIN + DOOR)

    told = press(page, desk, "Use my passkey")
    assert (told["statusCode"], told["headers"]["location"]) == (303, "/console")


def test_a_browser_without_passkeys_says_what_to_do(context: BrowserContext) -> None:
    page = context.new_page()
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto(ORIGIN + NEW)

    assert page.get_by_text("This browser knows no passkeys").is_visible()
    assert not page.get_by_role("button", name="Add a passkey").is_visible()


def test_without_script_the_page_says_that_it_needs_some(browser: Browser, desk: Desk) -> None:
    opened = browser.new_context(java_script_enabled=False)
    opened.route("**/*", desk.answer)
    page = opened.new_page()
    page.goto(ORIGIN + NEW)

    assert page.get_by_text("Passkeys need script").is_visible()
    assert not page.get_by_role("button", name="Add a passkey").is_visible()
    opened.close()
