"""goodword.js in a real browser: what it keeps, what it doesn't, and what each shop is handed."""

import json
from collections.abc import Iterator
from pathlib import Path
from time import time

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from referrals.model.era import moment_of
from tests.browser.conftest import Opener, chromium
from tests.browser.shops import ShopPageHandler
from tests.world import a_token

pytestmark = pytest.mark.browser
DAY = 86_400
NOW = int(time())
OLD, NEW = a_token("ada-bakes", moment_of(NOW - DAY)), a_token("ben-bakes", moment_of(NOW - 60))
GIVEN = 'data-consent="granted"'
FIRST = f'{GIVEN} data-touch="first"'
NO_COOKIES = {"profile": {"default_content_setting_values": {"cookies": 2}}}


def cookies(tab: Page) -> dict[str, str]:
    return {str(each.get("name")): str(each.get("value")) for each in tab.context.cookies()}


def hints(tab: Page) -> dict[str, str]:
    told: dict[str, str] = tab.evaluate("goodword.attributes()")
    return told


def wait_until_idle(tab: Page) -> None:
    tab.wait_for_load_state("networkidle")


class TestKeeping:
    def test_the_token_outlives_the_page_in_a_careful_cookie(
        self, visit: Opener, tab: Page
    ) -> None:
        visit(f"/plain?gw={NEW}&ref=ben-bakes", f'{GIVEN} data-days="7"')
        kept = {str(each.get("name")): each for each in tab.context.cookies()}

        assert kept["gw_cookie"]["secure"]
        assert kept["gw_cookie"]["sameSite"] == "Lax"
        assert abs(kept["gw_cookie"]["expires"] - time() - 7 * DAY) < 60
        visit("/plain", f'{GIVEN} data-days="7"')
        assert hints(tab) == {"gw_cookie": NEW, "ref": "ben-bakes"}
        assert tab.evaluate("goodword.token()") == NEW

    @pytest.mark.parametrize(
        ("address", "code"),
        [
            ("/plain?via=Ada_L", "ada-l"),
            ("/plain?via=__ada.l__", "ada-l"),
            ("/plain?via=ada&ref=ben-bakes", "ben-bakes"),
            ("/plain?via=%3Cscript%3E", "script"),
            ("/plain?via=x", None),
            ("/plain?fpr=ada", None),
        ],
    )
    def test_the_code_of_a_former_program_is_kept(
        self, visit: Opener, tab: Page, address: str, code: str | None
    ) -> None:
        visit(address, f'{GIVEN} data-former="via"')

        assert hints(tab).get("ref") == code
        assert cookies(tab).get("gw_ref") == code

    @pytest.mark.parametrize(
        ("options", "kept"), [(GIVEN, NEW), (FIRST, OLD)], ids=["last", "first"]
    )
    def test_the_touch_rule_says_which_click_is_kept(
        self, visit: Opener, tab: Page, options: str, kept: str
    ) -> None:
        visit(f"/plain?gw={OLD}", options)
        visit(f"/plain?gw={NEW}", options)
        assert tab.evaluate("goodword.token()") == kept
        visit("/plain", options)

        assert hints(tab) == {"gw_cookie": kept}

    def test_going_back_to_an_older_landing_keeps_the_newer(self, visit: Opener, tab: Page) -> None:
        visit(f"/plain?gw={NEW}")
        visit(f"/plain?gw={OLD}")

        assert hints(tab) == {"gw": OLD, "gw_cookie": NEW}
        assert cookies(tab)["gw_cookie"] == NEW

    @pytest.mark.parametrize("moment", [NOW - 40 * DAY, NOW + 40 * DAY], ids=["old", "ahead"])
    def test_no_impossible_click_stands_in_the_way(
        self, visit: Opener, tab: Page, moment: int
    ) -> None:
        visit(f"/plain?gw={a_token('eve', moment_of(moment))}", FIRST)
        visit(f"/plain?gw={OLD}", FIRST)

        assert cookies(tab)["gw_cookie"] == OLD

    def test_the_redirect_s_own_cookie_is_not_copied(
        self, visit: Opener, tab: Page, shopfront: str
    ) -> None:
        tab.context.add_cookies([{"name": "gw", "value": NEW, "url": shopfront}])
        visit(f"/plain?gw={NEW}")
        visit("/plain")

        assert hints(tab) == {"gw_cookie": NEW}
        assert "gw_cookie" not in cookies(tab)

    def test_the_first_touch_survives_the_redirect_s_cookie(
        self, visit: Opener, tab: Page, shopfront: str
    ) -> None:
        for token in (OLD, NEW):
            tab.context.add_cookies([{"name": "gw", "value": token, "url": shopfront}])
            visit(f"/plain?gw={token}", FIRST)

        assert tab.evaluate("goodword.token()") == OLD

    @pytest.mark.parametrize("query", ["", "?gw=&ref=", "?gw=%3Cscript%3E&ref=a%20b", "?gw=short"])
    def test_without_a_token_nothing_happens(self, visit: Opener, tab: Page, query: str) -> None:
        visit(f"/shopify{query}")
        wait_until_idle(tab)

        assert (hints(tab), cookies(tab)) == ({}, {})
        assert [path for path in ShopPageHandler.asked if "cart" in path] == []


class TestConsent:
    def test_without_consent_nothing_is_stored_and_the_page_still_knows(
        self, visit: Opener, tab: Page
    ) -> None:
        visit(f"/plain?gw={NEW}&ref=ben-bakes", "")

        assert hints(tab) == {"gw": NEW, "ref": "ben-bakes"}
        assert cookies(tab) == {}
        assert tab.evaluate("localStorage.length + sessionStorage.length") == 0
        visit("/plain", "")
        assert hints(tab) == {}

    def test_without_consent_no_cookie_is_even_read(
        self, visit: Opener, tab: Page, shopfront: str
    ) -> None:
        tab.context.add_cookies([{"name": "gw", "value": NEW, "url": shopfront}])
        visit("/plain", 'data-consent="denied"')

        assert tab.evaluate("goodword.token()") == ""

    def test_consent_may_come_late(self, visit: Opener, tab: Page) -> None:
        visit(f"/plain?gw={NEW}", "")
        tab.evaluate("history.pushState({}, '', '/elsewhere'); goodword.consent(true)")

        assert cookies(tab) == {"gw_cookie": NEW}

    def test_consent_taken_back_removes_every_cookie(
        self, visit: Opener, tab: Page, shopfront: str
    ) -> None:
        tab.context.add_cookies([{"name": "gw", "value": OLD, "url": shopfront}])
        visit(f"/plain?gw={NEW}&ref=ben-bakes")
        visit("/woocommerce")
        tab.evaluate("goodword.consent(false)")
        tab.click("#order")
        tab.wait_for_function("document.title === 'done'")

        assert (cookies(tab), hints(tab)) == ({}, {})
        assert ShopPageHandler.posted["goodword_gw_cookie"] == ""

    def test_a_banner_that_is_first_is_told_when_to_ask(self, visit: Opener, tab: Page) -> None:
        tab.add_init_script("addEventListener('goodword', () => goodword.consent(true), true)")
        visit(f"/plain?gw={NEW}", "", when="async")

        tab.wait_for_function("document.cookie.includes('gw_cookie=')")


class TestBlockedCookies:
    @pytest.fixture
    def context(self, browser: Browser, tmp_path: Path) -> Iterator[BrowserContext]:
        (tmp_path / "Default").mkdir()
        (tmp_path / "Default/Preferences").write_text(json.dumps(NO_COOKIES))
        made = browser.browser_type.launch_persistent_context(
            tmp_path, executable_path=chromium(), args=["--no-sandbox"]
        )
        yield made
        made.close()

    def test_the_page_s_own_token_still_travels(self, visit: Opener, tab: Page) -> None:
        said: list[str] = []
        tab.on("pageerror", lambda error: said.append(str(error)))
        visit(f"/woocommerce?gw={NEW}")
        tab.click("#order")
        tab.wait_for_timeout(500)

        assert tab.evaluate("document.cookie = 'a=1'; document.cookie") == ""
        assert [each for each in said if "localStorage" not in each] == []
        assert hints(tab) == {"gw": NEW}

    def test_a_later_page_knows_nothing(self, visit: Opener, tab: Page) -> None:
        visit(f"/plain?gw={NEW}")
        visit("/plain")

        assert hints(tab) == {}


def test_a_sandboxed_page_that_throws_is_no_trouble(
    visit: Opener, tab: Page, shopfront: str
) -> None:
    visit("/plain")
    tab.set_content(f'<iframe sandbox="allow-scripts" src="{shopfront}/plain?gw={NEW}"></iframe>')
    frame = tab.frames[1]
    frame.wait_for_function("window.goodword")

    assert frame.evaluate("goodword.attributes()") == {"gw": NEW}
