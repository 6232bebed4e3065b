"""Every events/redirect/*.json through the real handler."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

from awswire.codec import decode_item
from functions.redirect.app import handler
from referrals.model.identity import derived_key
from referrals.model.link.click import Click
from referrals.model.link.link import Landing, LinkStatus
from referrals.model.link.token import read_token
from referrals.model.link.visitor import VisitorVerdict, judge
from referrals.store.link.click import read_click
from referrals.wiring import stores
from tests.template import ROOT
from tests.world import NOW, SIGNING, a_link, store_program

EVENTS = ROOT / "events/redirect"
FALLBACK = "https://shop.example/"
PERSON, PREVIEW, BOT, UNSURE = (
    VisitorVerdict.PERSON,
    VisitorVerdict.PREVIEW,
    VisitorVerdict.BOT,
    VisitorVerdict.UNSURE,
)
VERDICTS = {
    "person": PERSON,
    "person_on_a_phone": PERSON,
    "person_in_an_app": PERSON,
    "scanned_code": PERSON,
    "preview_whatsapp": PREVIEW,
    "preview_facebook": PREVIEW,
    "preview_imessage": PREVIEW,
    "head": BOT,
    "prefetch": UNSURE,
    "no_user_agent": BOT,
    "bot": BOT,
}
ASTRAY = {"unknown_code", "code_with_slashes", "code_in_unicode", "code_of_five_kilobytes"}


def event(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    return told


def read_clicks() -> list[Click]:
    items = boto3.client("dynamodb").scan(TableName="ClicksTable")["Items"]
    return [read_click(decode_item(item)) for item in items]


def parameters(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_every_event_is_expected_here() -> None:
    assert {path.stem for path in EVENTS.glob("*.json")} == VERDICTS.keys() | ASTRAY


@pytest.mark.parametrize(("name", "verdict"), VERDICTS.items())
def test_each_visit_leaves_one_raw_click(account: None, name: str, verdict: VisitorVerdict) -> None:
    store_program()

    answer = handler(event(name), None)

    assert answer["statusCode"] == (200 if verdict is PREVIEW else 302)
    (click,) = read_clicks()
    assert judge(click).verdict is verdict
    assert (click.code, click.program_id) == ("ada-bakes", "friends")


@pytest.mark.parametrize("name", sorted(ASTRAY))
def test_a_code_that_leads_nowhere_is_no_error(account: None, name: str) -> None:
    store_program()

    answer = handler(event(name), None)

    assert (answer["statusCode"], answer["headers"]["location"]) == (302, FALLBACK)
    assert read_clicks() == []


def test_a_friend_is_sent_on_with_a_token(account: None) -> None:
    store_program()

    answer = handler(event("person"), None)

    given = parameters(answer["headers"]["location"])
    token = read_token([derived_key(SIGNING, "click")], given["gw"][0])
    assert token is not None
    assert (token.code, token.click_id) == ("ada-bakes", read_clicks()[0].click_id)
    assert (given["ref"], given["utm_source"]) == (["ada-bakes"], ["whatsapp"])
    assert "next" not in given


@pytest.mark.parametrize(
    "behind", [".", ")", ",", "/", "\u200b", "&utm_source=x", "?x", "”"], ids=ascii
)
def test_a_link_is_found_with_what_was_pasted_along(account: None, behind: str) -> None:
    store_program()
    visit = event("person")
    visit["pathParameters"]["code"] = f"Ada-Bakes{behind}"

    assert parameters(handler(visit, None)["headers"]["location"])["ref"] == ["ada-bakes"]


def test_the_answer_is_neither_kept_nor_indexed(account: None) -> None:
    store_program()

    headers = handler(event("person"), None)["headers"]

    assert headers["cache-control"] == "private, no-store"
    assert headers["referrer-policy"] == "no-referrer-when-downgrade"
    assert headers["x-robots-tag"] == "noindex"


def test_a_cookie_lasts_as_long_as_attribution(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOKIE_DOMAIN", "shop.example")
    store_program(None, a_link(window_days=7))

    (cookie,) = handler(event("person"), None)["cookies"]

    assert cookie.startswith("gw=")
    assert "; Domain=shop.example; Path=/; Max-Age=604800; Secure; SameSite=Lax" in cookie


@pytest.mark.parametrize("name", ["head", "prefetch"])
def test_nobody_gets_a_cookie_unasked(
    account: None, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("COOKIE_DOMAIN", "shop.example")
    store_program()

    assert "cookies" not in handler(event(name), None)


@pytest.mark.parametrize(
    "change",
    [{"status": LinkStatus.PAUSED}, {"expires_at": NOW - timedelta(seconds=365 * 86_400)}],
    ids=["paused", "expired"],
)
def test_a_link_that_rests_leads_to_the_fallback(account: None, change: dict[str, Any]) -> None:
    store_program(None, a_link(fallback="https://shop.example/sorry", **change))

    answer = handler(event("person"), None)

    assert answer["headers"]["location"] == "https://shop.example/sorry"
    assert read_clicks() == []


def test_a_welcome_comes_before_the_shop(account: None) -> None:
    store_program(None, a_link(landing=Landing.WELCOME))

    address = handler(event("person"), None)["headers"]["location"]

    assert address.startswith("https://go.shop.example/w/ada-bakes?")
    assert parameters(address).keys() == {"gw", "utm_source", "utm_medium"}


def test_a_preview_shows_the_advocate_s_words_as_text(account: None) -> None:
    store_program(
        None, a_link(words="<script>&'\"", offer="10 % off", image="https://shop.example/i.png")
    )

    answer = handler(event("preview_whatsapp"), None)
    page = answer["body"]
    assert answer["headers"]["x-content-type-options"] == "nosniff"

    assert '<meta property="og:description" content="&lt;script&gt;&amp;&#x27;&quot;">' in page
    assert '<meta property="og:image" content="https://shop.example/i.png">' in page
    assert "<script>" not in page
    assert "gw=" not in page


def test_a_friend_goes_on_when_clicks_are_refused(
    account: None, capsys: pytest.CaptureFixture[str]
) -> None:
    store_program()
    boto3.client("dynamodb").delete_table(TableName="ClicksTable")

    answer = handler(event("person"), None)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (report,) = [line for line in lines if line.get("message") == "click not stored"]
    assert "gw=" in answer["headers"]["location"]
    assert report["click"]["code"] == "ada-bakes"


def test_a_friend_goes_on_without_the_links(account: None) -> None:
    boto3.client("dynamodb").delete_table(TableName="LinksTable")

    answer = handler(event("person"), None)

    assert (answer["statusCode"], answer["headers"]["location"]) == (302, FALLBACK)


def test_a_friend_goes_on_without_the_secret(account: None) -> None:
    store_program()
    boto3.client("secretsmanager").delete_secret(
        SecretId="goodword/signing", ForceDeleteWithoutRecovery=True
    )

    answer = handler(event("person"), None)

    assert parameters(answer["headers"]["location"]).keys() == {"ref", "utm_source", "utm_medium"}
    assert read_clicks()[0].ip_hash == ""


@pytest.mark.parametrize("broken", [{}, {"requestContext": None}, {"headers": 7}])
def test_even_a_broken_event_leads_to_the_fallback(account: None, broken: dict[str, Any]) -> None:
    assert handler(broken, None)["headers"]["location"] == FALLBACK


def test_a_link_is_read_once_in_half_a_minute(account: None) -> None:
    store_program()
    handler(event("person"), None)
    stores.links().change("ada-bakes", destination="https://shop.example/moved")

    answer = handler(event("person"), None)

    assert answer["headers"]["location"].startswith("https://shop.example/?")
