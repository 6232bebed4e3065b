"""The pictures of README's pages for people: `python -m tests.look.people_picture` writes them to
docs/images; with names, only those.
"""

import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from io import BytesIO, StringIO
from shutil import which

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from referrals.desks.letter_preview import preview_letter
from referrals.wiring import clock, stores
from tests.look.desk_year import COLOURS, FOLDER
from tests.look.run import enter, world
from tests.look.scene import SCENES
from tests.look.studio import Light, opened_page

PHONE, LETTER, WIDE = 390, 640, 1280


def main(wanted: list[str]) -> int:
    with world(), sync_playwright() as playwright:
        program = which("chromium") or which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, take in PICTURES.items():
            if not wanted or name in wanted:
                with redirect_stdout(StringIO()):
                    shot = Image.open(BytesIO(take(browser)))
                shot.convert("RGB").quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)
        browser.close()
    return 0


def of_scene(name: str, width: int, *, whole: bool) -> Callable[[Browser], bytes]:
    """`whole`: as long as it is, else what a window shows."""
    scene = next(each for each in SCENES if each.name == name)

    def take(browser: Browser) -> bytes:
        with opened_page(browser, Light("en", "light", width), cookie=scene.cookie) as page:
            enter(page, scene, "en")
            page.reload()  # with the fonts that the first look brought
            return shot_of(page, whole=whole)

    return take


def thanks(browser: Browser) -> bytes:
    rules = stores.programs().get("friends").rules
    letter = preview_letter(rules, "advocate.thanked", "en", now=clock.now())
    with opened_page(browser, Light("en", "light", LETTER)) as page:
        page.set_viewport_size({"width": LETTER, "height": LETTER})
        page.set_content(letter.html)
        return shot_of(page, whole=True)


def shot_of(page: Page, *, whole: bool) -> bytes:
    page.evaluate("document.fonts.ready")
    return page.screenshot(full_page=whole)


PICTURES: dict[str, Callable[[Browser], bytes]] = {
    "welcome": of_scene("friend", PHONE, whole=True),
    "me": of_scene("me", WIDE, whole=False),
    "thanks": thanks,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
