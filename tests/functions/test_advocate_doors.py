"""Every page that belongs to somebody: without a session, and from another site."""

import pytest

from functions.advocate.app import ROUTES, handler
from referrals.wiring import session_stores, stores
from tests.advocate import EVENTS, event, sign_in
from tests.estate import dump
from tests.world import a_program, store_program

NAMES = sorted(path.stem for path in EVENTS.glob("*.json"))
# Its own page only: what comes from elsewhere is refused before anybody asks who it is.
OWN = [
    n
    for n in NAMES
    if event(n)["rawPath"].startswith("/me") and "enter" not in n and "elsewhere" not in n
]
FORMS = [name for name in NAMES if event(name)["routeKey"].startswith("POST")]


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program())
    stores.people().set_own_code("adv_ada", "friends", "ada-bakes")
    sign_in()


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("cookies", [[], ["__Host-session="], ["__Host-session=made-up"]], ids=str)
def test_without_a_session_nothing_is_shown_or_changed(name: str, cookies: list[str]) -> None:
    before = dump()

    told = handler({**event(name), "cookies": cookies}, None)

    assert told["statusCode"] == 401
    assert "ada" not in told["body"].replace("/static", "").lower().split("main")[1]
    assert dump() == before


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
        {"sec-fetch-site": "same-site", "origin": "https://shop.example"},
        {"sec-fetch-site": "", "origin": "https://evil.example"},
        {"sec-fetch-site": "", "origin": "null"},
    ],
    ids=str,
)
def test_a_form_of_another_site_changes_nothing(name: str, headers: dict[str, str]) -> None:
    before, sent = dump(), event(name)
    sent["headers"] |= headers

    assert handler(sent, None)["statusCode"] == 403
    assert dump() == before


PRESSED = ("me_share_link",)
"""What a browser says was pressed: a share, which is counted."""
READ = [name for name in NAMES if event(name)["routeKey"].startswith("GET")]


@pytest.mark.parametrize("name", [n for n in READ if n not in PRESSED])
def test_reading_changes_nothing(name: str) -> None:
    """But that an advocate's page was looked at, which is counted once a month."""
    if name == "me":
        handler(event(name), None)
    before = dump()

    handler(event(name), None)

    assert dump() == before


def test_an_ended_session_opens_no_page() -> None:
    session_stores.person_sessions().remove_person("adv_ada")

    assert {handler(event(name), None)["statusCode"] for name in OWN} == {401}


def test_every_form_is_tried() -> None:
    assert {event(name)["routeKey"] for name in FORMS} == {r for r in ROUTES if r[0] == "P"}
