"""A press of the friend's button: whose it counts for, and that a sick table stops nobody."""

import time
from collections.abc import Callable, Mapping

import pytest

from awswire.wire import dynamo_over_wire
from referrals.model.errors import UnavailableError
from referrals.model.identity import derived_key
from referrals.model.link.token import sign_token
from referrals.model.link.visit import Visit, click_of
from referrals.steps.link.note_going_on import PressDesk, PressOutcome, note_going_on
from referrals.store.link.click import Clicks
from referrals.store.table import Table
from referrals.wiring import stores
from tests.awswire.scripted_server import playing, refusal
from tests.world import NOW, a_link

BROWSER = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"}
CLICK = click_of(
    Visit("ada-bakes", "GET", "", BROWSER, "198.51.100.23"),
    a_link(landing="welcome"),
    ip_key=b"k",
    clicked_at=NOW,
    random=b"8 random",
)
AWS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "eu-west-1"}


def keys(purpose: str) -> tuple[bytes, ...]:
    return (derived_key(b"k", purpose),)


def no_keys(purpose: str) -> tuple[bytes, ...]:
    raise UnavailableError("no secret")


def token(key: bytes = b"k", code: str = "ada-bakes", random: bytes = b"8 random") -> str:
    return sign_token(derived_key(key, "click"), code, NOW, random)


def press(
    given: str,
    method: str = "GET",
    clicks: Clicks | None = None,
    signing_keys: Callable[[str], tuple[bytes, ...]] = keys,
    headers: Mapping[str, str] = BROWSER,
) -> PressOutcome:
    visit = Visit("Ada-Bakes", method, f"gw={given}", headers, "198.51.100.23")
    desk = PressDesk(clicks or stores.clicks(), signing_keys)
    return note_going_on(visit, given, desk, code="ada-bakes", now=NOW)


def test_a_click_goes_on_once_however_often_it_is_pressed(account: None) -> None:
    stores.clicks().record(CLICK)

    told = [press(token()) for _ in range(3)]

    assert told == [PressOutcome.NOTED, PressOutcome.KNOWN, PressOutcome.KNOWN]
    assert stores.clicks().get(CLICK.click_id) == CLICK._replace(went_on_at=NOW)


def test_a_click_that_nobody_stored_is_not_made_by_its_press(account: None) -> None:
    assert press(token()) is PressOutcome.KNOWN
    assert stores.clicks().get(CLICK.click_id) is None


@pytest.mark.parametrize(
    "given", ["", "abc", token(b"another key"), token(code="bens-link"), "A" * 500]
)
def test_a_token_that_is_not_the_link_s_marks_nothing(account: None, given: str) -> None:
    stores.clicks().record(CLICK)

    assert press(given) is PressOutcome.UNCOUNTED
    assert stores.clicks().get(CLICK.click_id) == CLICK


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("HEAD", {}),
        ("GET", {"sec-purpose": "prefetch;prerender"}),
        ("GET", {"purpose": "prefetch"}),
        ("GET", {"user-agent": "WhatsApp/2.25.8 A"}),
        ("GET", {"user-agent": "Mozilla/5.0 (compatible; bingbot/2.0)"}),
        ("GET", {"user-agent": ""}),
        ("GET", {"sec-fetch-mode": "no-cors"}),
    ],
)
def test_what_is_no_person_s_press_marks_nothing(
    account: None, method: str, headers: dict[str, str]
) -> None:
    stores.clicks().record(CLICK)

    assert press(token(), method, headers={**BROWSER, **headers}) is PressOutcome.UNCOUNTED
    assert stores.clicks().get(CLICK.click_id) == CLICK


@pytest.mark.parametrize(
    "trouble", [5.0, refusal("AccessDeniedException"), refusal("ThrottlingException")]
)
def test_a_table_that_is_sick_keeps_nobody_waiting(trouble: bytes | float) -> None:
    with playing(trouble) as script:
        clicks = Clicks(Table(dynamo_over_wire(script.url, AWS).within(0.15), "ClicksTable"))
        start = time.monotonic()

        assert press(token(), clicks=clicks) is PressOutcome.UNSTORED
        assert time.monotonic() - start < 1


def test_without_a_key_nothing_is_marked_and_it_is_told(account: None) -> None:
    assert press(token(), signing_keys=no_keys) is PressOutcome.UNSTORED
