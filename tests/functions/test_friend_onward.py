"""From a link over the friend's page to the shop: where the button leads, and what it leaves."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.redirect import app as redirect
from referrals.desks import click as click_desk
from referrals.model.link.link import LinkStatus
from referrals.steps.link.note_going_on import PressDesk
from referrals.store.link.click import Clicks, read_click
from referrals.store.table import Table
from referrals.wiring import clients, keys, page_stores, stores
from tests.gifts import kept_gifts, open_gift_shop
from tests.portal import PortalPage, event, handler, pressed, request_event
from tests.shops.tills import open_till
from tests.template import ROOT
from tests.world import store_credential

CLICK = json.loads((ROOT / "events/redirect/person.json").read_text())
CARRIED = ("utm_source", "utm_medium")
HEADERS = event("go_on")["headers"]


def follow() -> str:
    """The link; the address of the friend's page that it leads to."""
    place = urlsplit(redirect.handler(CLICK, None)["headers"]["location"])
    return f"{place.path}?{place.query}"


def ask(method: str, address: str) -> dict[str, Any]:
    return handler(request_event(method, address, HEADERS, ""), None)


def look(address: str) -> PortalPage:
    return PortalPage(ask("GET", address)["body"])


def went_on() -> list[bool]:
    clicks = map(read_click, clients.table("clicks").scan())
    return [each.to_page and each.went_on_at is not None for each in clicks]


def test_a_friend_goes_on_to_the_shop_and_is_counted_once(account: None) -> None:
    open_gift_shop()
    page = look(follow())
    assert went_on() == [False]

    place, again = urlsplit(pressed(page)), pressed(page)

    told = parse_qs(place.query)
    assert (place.netloc, told["ref"], len(told["gw"])) == ("shop.example", ["ada-bakes"], 1)
    assert again == place.geturl()
    assert went_on() == [True]


def test_a_code_that_the_page_shows_is_applied_on_the_way(account: None) -> None:
    with open_till("shopify") as till:
        store_credential("shopify", till.credential)
        open_gift_shop(codes_by="shopify")
        shown = ask("POST", follow())["headers"]["location"]

        place = urlsplit(pressed(look(shown)))

    (back,) = parse_qs(place.query)["redirect"]
    assert place.path == f"/discount/{kept_gifts()[0].text}"
    assert parse_qs(urlsplit(back).query).keys() == {"gw", "ref", *CARRIED}
    assert went_on() == [True]


@pytest.mark.parametrize("query", ["", "?gw=made-up", "?gift=1&redirect=https://evil.example"])
def test_who_has_no_click_goes_on_as_well_and_uncounted(account: None, query: str) -> None:
    open_gift_shop()
    follow()

    told = ask("GET", f"/on/ada-bakes{query}")

    assert told["statusCode"] == 302
    assert urlsplit(told["headers"]["location"]).netloc == "shop.example"
    assert "evil" not in told["headers"]["location"]
    assert told["headers"]["cache-control"] == "private, no-store"
    assert went_on() == [False]


def test_crawlers_are_asked_not_to_press(account: None) -> None:
    open_gift_shop()

    button = next(a for tag, a in look(follow()).tags if tag == "a")

    assert button["rel"] == "nofollow"
    assert (button["href"] or "").startswith("/on/ada-bakes?")


def test_a_link_that_is_over_by_then_leads_where_its_page_does(account: None) -> None:
    open_gift_shop()
    page = look(follow())
    sorry = "https://shop.example/sorry"
    stores.links().change("ada-bakes", status=LinkStatus.PAUSED, fallback=sorry)
    page_stores.recent_links.cache_clear()

    assert pressed(page) == sorry
    assert went_on() == [False]


def test_a_press_that_cannot_be_stored_is_told_and_stops_nobody(
    account: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    open_gift_shop()
    page = look(follow())
    clicks = Clicks(Table(clients.dynamo(), "NoSuchTable"))
    monkeypatch.setattr(click_desk, "presses", lambda: PressDesk(clicks, keys.signing_keys))

    assert urlsplit(pressed(page)).netloc == "shop.example"

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["code"] for line in lines if line.get("message") == "press not stored"] == [
        "ada-bakes"
    ]
    assert sum("UnstoredPresses" in line for line in lines) == 1


def test_the_click_travels_on_though_nothing_can_be_read(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKS_TABLE", "NoSuchTable")

    told = ask("GET", "/on/ada-bakes?gw=abc&utm_source=mail&x=y")

    assert told["headers"]["location"] == "https://shop.example/?utm_source=mail&gw=abc"
