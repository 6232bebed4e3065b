"""Every page that `make look` shows, in a real browser: in both themes, in Arabic, enlarged."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.look.run import world
from tests.look.scene import SCENES, Scene
from tests.look.studio import ORIGIN, Light, opened_page

pytestmark = pytest.mark.browser
LIGHTS = (Light("en", "light", 320), Light("ar", "dark", 1280))
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@pytest.fixture(scope="module", autouse=True)
def laid_scenes() -> Iterator[None]:
    with world():
        yield


@pytest.mark.parametrize("light", LIGHTS, ids=str)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_everybody_can_read_the_page(browser: Browser, scene: Scene, light: Light) -> None:
    with opened_page(browser, light) as page:
        page.goto(ORIGIN + scene.address())

        asked = {"runOnly": {"type": "tag", "values": list(RULES)}}
        found = Axe().run(page, options=asked).response["violations"]
        assert [f"{each['id']}: {each['help']}" for each in found] == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_page_fits_when_letters_are_twice_as_large(browser: Browser, scene: Scene) -> None:
    with opened_page(browser, Light("de", "light", 640)) as page:
        page.goto(ORIGIN + scene.address())
        page.evaluate("document.documentElement.style.fontSize = '200%'")

        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
