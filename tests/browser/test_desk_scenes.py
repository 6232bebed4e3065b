"""The desk in a real browser, at 320 px and wide: read, enlarged, and worked by its keys."""

from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from referrals.wiring import stores
from tests.look.desk_scene import SCENES, DeskScene, lay_desk, open_scene
from tests.look.run import world
from tests.look.studio import Light, opened_page
from tests.reviewer import CASE_ID

pytestmark = pytest.mark.browser
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FAULTS = """rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(told =>
  told.violations.map(each => `${each.id}: ${each.help}: ${each.nodes[0].html}`))"""
IS_WIDE = "document.documentElement.scrollWidth > innerWidth"
WIDTHS = (320, 1280)


@pytest.fixture(scope="module", autouse=True)
def laid_desk() -> Iterator[None]:
    with world():
        with redirect_stdout(StringIO()):
            lay_desk()
        yield


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    with opened_page(browser, Light("en", "light", 320)) as page:
        page.context.add_init_script(AXE)
        yield page


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_everybody_can_read_the_desk(scene: DeskScene, tab: Page) -> None:
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size({"width": WIDTHS[0], "height": 800})
    open_scene(tab, scene)

    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 800})
        assert tab.evaluate(FAULTS, RULES) == []
        assert not tab.evaluate(IS_WIDE)
    tab.emulate_media(color_scheme="dark")
    assert tab.evaluate(FAULTS, ["wcag2aa"]) == []
    # Twice as large: what zooming to 200 % makes of it.
    tab.set_viewport_size({"width": 640, "height": 800})
    tab.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not tab.evaluate(IS_WIDE)


def test_the_first_press_of_tab_leads_past_the_menu(tab: Page) -> None:
    tab.set_viewport_size({"width": 1280, "height": 800})
    open_scene(tab, SCENES[0])

    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")

    assert tab.evaluate("document.activeElement.id") == "page"


def test_on_a_phone_the_menu_opens_and_closes_by_keyboard(tab: Page) -> None:
    tab.set_viewport_size({"width": 390, "height": 800})
    open_scene(tab, SCENES[0])

    tab.locator("button.menu-button").focus()
    tab.keyboard.press("Enter")
    opened = tab.locator("#menu").is_visible()
    tab.keyboard.press("Escape")

    assert opened
    assert not tab.locator("#menu").is_visible()


def test_a_preview_shows_what_is_typed(tab: Page) -> None:
    open_scene(tab, DeskScene("program", "/console/program"))
    shown = tab.frame_locator(".previews iframe >> nth=0").locator("main")
    slot = tab.locator('[name="friend_percent_0"]')

    with redirect_stdout(StringIO()):
        slot.fill("300")
        tab.wait_for_timeout(900)
        kept = shown.inner_text()
        slot.fill("37")
        expect(shown).to_contain_text("37%")

    assert "300" not in kept


def test_an_order_is_decided_on_by_two_keys(tab: Page) -> None:
    tab.set_viewport_size({"width": 1280, "height": 800})
    open_scene(tab, DeskScene("reviews", "/console/reviews"))

    tab.keyboard.press("a")
    assert "done=" not in tab.url
    tab.keyboard.press("j")
    tab.keyboard.press("d")
    tab.keyboard.type("a friend of hers")
    with redirect_stdout(StringIO()), tab.expect_request(lambda sent: sent.method == "POST"):
        tab.keyboard.press("Enter")
        tab.wait_for_timeout(1000)  # what is answered leads on to an address of no handler's

    said = stores.conversions().state(stores.reviews().get(CASE_ID).key).reviews[-1]
    assert (said.act, said.note) == ("deny", "a friend of hers")


def test_a_file_that_is_too_large_is_told_before_it_goes(tab: Page) -> None:
    open_scene(tab, DeskScene("brand", "/console/brand"))
    field, fault = tab.locator("#picture_file"), "each => each.validationMessage"

    for size, said in ((4_000_001, "Together these are 4.0 MB; 4 MB is the most."), (3_000, "")):
        picture = FilePayload(name="loaf.png", mimeType="image/png", buffer=bytes(size))
        field.set_input_files(picture)
        assert field.evaluate(fault) == said
