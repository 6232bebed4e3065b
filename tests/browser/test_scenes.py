"""Every page that `make look` shows, in a real browser: read, enlarged, used by keyboard.

Each is opened twice, at 320 px: in English and light, where all is checked, and in Arabic and dark.
Of axe's rules only those on contrast look at colours; English is asked them in the dark, too.
"""

from base64 import b64decode
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from referrals.edge.packed_page import packed_page
from referrals.edge.page_answer import page_answer
from tests.browser.keyboard import press_all, walk
from tests.look.after_scene import AFTER
from tests.look.run import enter, world
from tests.look.scene import SCENES, Scene
from tests.look.studio import Light, headers_of, opened_page
from tests.portal import handler, request_event

pytestmark = pytest.mark.browser
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FAULTS = """rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(told =>
  told.violations.map(each => `${each.id}: ${each.help}: ${each.nodes[0].html}`))"""
CONTRAST = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
ALL_RULES = {"type": "tag", "values": RULES}
IS_WIDE = "document.documentElement.scrollWidth > innerWidth"
# Without fonts; and with all that the letters on it need, at a first visit.
MOST_BYTES, MOST_AT_FIRST = 15_000, 60_000
TAKES_GZIP = {"headers": {"accept-encoding": "gzip"}}
SHIFTS = """() => new Promise(done => {
  const moved = [];
  new PerformanceObserver(list => moved.push(...list.getEntries()))
    .observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(
    moved.filter(each => !each.hadRecentInput).map(each => each.value)), 0)));
})"""
UNSIZED = """() => [...document.images]
  .filter(each => !(each.getAttribute('width') && each.getAttribute('height')))
  .map(each => each.outerHTML)"""


@pytest.fixture(scope="module", autouse=True)
def laid_scenes() -> Iterator[None]:
    with world():
        yield


@pytest.fixture(scope="module")
def tabs(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """One for each language, used for all scenes."""
    light, dark = Light("en", "light", 320), Light("ar", "dark", 320)
    with opened_page(browser, light) as english, opened_page(browser, dark) as arabic:
        for each in (english, arabic):
            each.context.add_init_script(AXE)
        yield {"en": english, "ar": arabic}.__getitem__


def show(page: Page, scene: Scene, language: str) -> None:
    page.set_extra_http_headers(headers_of(language, cookie=scene.cookie))
    enter(page, scene, language)


def weight(page: Page) -> tuple[int, int]:
    """The page, its styles and its script as they are sent; and the fonts that a first visit loads
    beside them, which are kept from page to page."""
    loaded = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    sizes = {each: sent_bytes(each) for each in loaded if kind_of(each) in ("css", "js", "woff2")}
    fonts = sum(size for each, size in sizes.items() if kind_of(each) == "woff2")
    html = packed_page(TAKES_GZIP, page_answer(200, page.content()))
    body = b64decode(html["body"]) if html.get("isBase64Encoded") else html["body"].encode()
    return len(body) + sum(sizes.values()) - fonts, fonts


def kind_of(address: str) -> str:
    return address.partition("?")[0].rpartition(".")[2]


@cache
def sent_bytes(address: str) -> int:
    told = handler(request_event("GET", address, {"accept-encoding": "gzip"}, ""), None)
    body = b64decode(told["body"]) if told.get("isBase64Encoded") else told["body"].encode()
    return len(body)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_everybody_can_read_the_page(scene: Scene, tabs: Callable[[str], Page]) -> None:
    page = tabs("en")
    page.emulate_media(color_scheme="light")
    show(page, scene, "en")

    assert page.evaluate(SHIFTS) == []
    own, fonts = weight(page)
    assert own <= MOST_BYTES
    assert own + fonts <= MOST_AT_FIRST
    assert page.evaluate(UNSIZED) == []
    assert page.evaluate(FAULTS, ALL_RULES) == []
    assert not page.evaluate(IS_WIDE)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(FAULTS, CONTRAST) == []
    count, reached = walk(page)
    assert [place for place, _ in reached] == list(range(count))
    assert [unseen for _, unseen in reached if unseen] == []
    assert press_all(page) == []
    # Twice as large, on a window of 640: what zooming to 200 % makes of it.
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wide = page.evaluate(IS_WIDE)
    page.set_viewport_size({"width": 320, "height": 800})
    assert not wide


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_page_is_read_from_right_to_left_in_the_dark(
    scene: Scene, tabs: Callable[[str], Page]
) -> None:
    page = tabs("ar")
    show(page, scene, "ar")

    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate(FAULTS, ALL_RULES) == []
    assert not page.evaluate(IS_WIDE)


@pytest.mark.parametrize("scene", AFTER, ids=lambda scene: scene.name)
def test_what_follows_a_press_can_be_read_too(scene: Scene, tabs: Callable[[str], Page]) -> None:
    english, arabic = tabs("en"), tabs("ar")
    english.emulate_media(color_scheme="light")
    for page, language in ((english, "en"), (arabic, "ar")):
        show(page, scene, language)

        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate(FAULTS, ALL_RULES) == []
        assert not page.evaluate(IS_WIDE)
    count, reached = walk(english)
    assert [place for place, _ in reached] == list(range(count))


def test_what_hears_no_key_is_named(tabs: Callable[[str], Page]) -> None:
    page = tabs("en")
    page.goto("about:blank")
    page.set_content(
        "<button type=button>Hears</button><a href='/x'>Hears</a>"
        "<button onkeydown='event.preventDefault()' onkeyup='event.preventDefault()'>Deaf</button>"
    )

    assert [each.partition(":")[0] for each in press_all(page)] == ["Enter", "Space"]
