"""join.js in a real browser: a line on the shop's own page, under a strict policy, or none."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from tests.template import ROOT

pytestmark = pytest.mark.browser
SCRIPT = ROOT / "layers/domain/referrals/pages/static/join.js"
GO = "https://go.shop.example"
POLICY = f"default-src 'none'; script-src {GO}; connect-src {GO}"
FALLBACK = f'<a href="{GO}/join/friends">Share us</a>'
LINE = {
    "language": "de",
    "direction": "ltr",
    "sentences": ["Kennst du jemanden?", "<b>10 % Rabatt</b>"],
    "button": "Meinen Link holen",
    "url": f"{GO}/join/friends",
}


def open_shop(tab: Page, status: int, asked: list[str], *, language: str = "de") -> None:
    html = (
        f'<!doctype html><html lang="{language}"><title>shop</title>'
        f'<script defer src="{GO}/static/join.js"></script>'
        f'<goodword-join program="friends">{FALLBACK}</goodword-join>'
    )

    def tell(route: Route) -> None:
        asked.append(route.request.url)
        body, heads = json.dumps(LINE), {"access-control-allow-origin": "*"}
        route.fulfill(status=status, body="" if status == 204 else body, headers=heads)

    policy = {"content-security-policy": POLICY, "content-type": "text/html"}
    tab.route("https://shop.example/**", lambda route: route.fulfill(body=html, headers=policy))
    tab.route(f"{GO}/static/join.js", lambda route: route.fulfill(path=SCRIPT))
    tab.route(f"{GO}/join/**", tell)
    tab.goto("https://shop.example/thanks")


def test_it_says_the_program_s_line_under_a_strict_policy(tab: Page) -> None:
    asked: list[str] = []
    open_shop(tab, 200, asked, language="de-AT")

    line = tab.locator("goodword-join")
    expect(line).to_have_text("Kennst du jemanden? <b>10 % Rabatt</b> Meinen Link holen")
    expect(line.get_by_role("link")).to_have_attribute("href", f"{GO}/join/friends")
    expect(line).to_have_attribute("lang", "de")
    assert asked == [f"{GO}/join/friends/line?lang=de-AT"]


def test_a_program_that_rests_shows_no_line(tab: Page) -> None:
    open_shop(tab, 204, [])

    expect(tab.locator("goodword-join")).to_be_hidden()


def test_where_nobody_answers_the_shop_s_own_line_stays(tab: Page) -> None:
    said: list[str] = []
    tab.on("pageerror", lambda error: said.append(str(error)))
    open_shop(tab, 503, [])
    tab.wait_for_load_state("networkidle")

    expect(tab.locator("goodword-join")).to_have_text("Share us")
    assert said == []


def test_it_keeps_nothing_and_sends_no_cookie(tab: Page) -> None:
    open_shop(tab, 200, [])
    expect(tab.locator("goodword-join")).to_contain_text("Kennst")

    assert tab.evaluate("document.cookie + localStorage.length + sessionStorage.length") == "00"
    assert len(SCRIPT.read_bytes()) < 1_500
