"""`make look [SCENES="friend letters"]`: every page and letter as a picture, in `.cache/look/`."""

import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from html import escape
from io import StringIO
from pathlib import Path
from shutil import which
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from referrals.desks.letter_preview import preview_letter
from referrals.model.words.letter_data import PARTS
from referrals.model.words.wording import languages
from referrals.wiring import clock, stores
from tests.account import fresh_account
from tests.direct_call import direct_calls
from tests.look.after_scene import AFTER
from tests.look.bakery import NEWCOMER, TELLER, lay_scenes
from tests.look.scene import SCENES, Scene
from tests.look.studio import ADA, ORIGIN, WIDTHS, Light, opened_page
from tests.stories import BUCKET
from tests.template import ROOT

FOLDER = ROOT / ".cache/look"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# How wide a picture of a window that wide is on its sheet.
SHOWN = {320: 270, 768: 420, 1280: 560}
# Of letters, one language from each side.
LETTER_TAGS, LETTER_WIDTH = ("en", "de", "ar"), 390
TEXT = """<!doctype html><meta charset="utf-8"><body dir="auto"><h3>{subject}</h3>
<pre style="white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext">{text}</pre>"""
SHEET = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 16px; background: #999; font: 14px sans-serif; }}
main {{ display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }}
figure {{ margin: 0; }} img {{ width: {width}px; display: block; }}
</style><h1>{name}</h1><main>{pictures}</main>"""


def main(wanted: Sequence[str]) -> int:
    chosen = [scene for scene in (*SCENES, *AFTER) if not wanted or scene.name in wanted]
    FOLDER.mkdir(parents=True, exist_ok=True)
    wide: list[str] = []
    with world(), sync_playwright() as playwright:
        program = which("chromium") or which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for scene in chosen:
            wide += shoot(browser, scene)
            print(f".cache/look/{scene.name}-*.png")
        for topic in PARTS:
            if not wanted or "letters" in wanted or topic in wanted:
                wide += shoot_letter(browser, topic)
                print(f".cache/look/letter-{topic}.png")
        browser.close()
    for each in wide:
        print(f"wider than its window: {each}")
    return 1 if wide else 0


@contextmanager
def world() -> Iterator[None]:
    """An account with everything that the scenes show; what handlers print is dropped."""
    with pytest.MonkeyPatch.context() as patch, direct_calls(), fresh_account(patch):
        patch.setenv("PHOTOS_BUCKET", BUCKET)
        with redirect_stdout(StringIO()):
            lay_scenes()
        yield


def shoot(browser: Browser, scene: Scene) -> list[str]:
    """Writes the scene's sheet; what is wider than its window is told."""
    pictures: dict[Light, bytes] = {}
    wide = []
    for light in lights():
        opened = opened_page(browser, light, cookie=scene.cookie)
        with opened as page, redirect_stdout(StringIO()):
            enter(page, scene, light.language)
            page.evaluate("document.fonts.ready")
            pictures[light] = page.screenshot(full_page=True)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append(f"{scene.name} {light}")
    for width in WIDTHS:
        narrow = {light: picture for light, picture in pictures.items() if light.width == width}
        lay_sheet(browser, f"{scene.name}-{width}", narrow, SHOWN[width])
    return wide


def enter(page: Page, scene: Scene, language: str) -> None:
    """In the reader's language, too: their own pages are in the one that they chose."""
    for person_id in (ADA, NEWCOMER, TELLER):
        stores.people().change(person_id, locale=language)
    page.goto(ORIGIN + scene.address())
    if scene.act:
        scene.act(page)


def shoot_letter(browser: Browser, topic: str) -> list[str]:
    """Writes a letter's sheet: HTML in both themes, and its text, in a language of each script."""
    rules = stores.programs().get("friends").rules
    pictures: dict[Light | str, bytes] = {}
    wide = []
    for tag in LETTER_TAGS:
        letter = preview_letter(rules, topic, tag, now=clock.now())
        text = TEXT.format(subject=escape(letter.subject), text=escape(letter.text))
        for scheme in SCHEMES:
            light = Light(tag, scheme, LETTER_WIDTH)
            with opened_page(browser, light) as page:
                page.set_content(letter.html)
                pictures[light] = page.screenshot(full_page=True)
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    wide.append(f"{topic} {light}")
        with opened_page(browser, Light(tag, "light", LETTER_WIDTH)) as page:
            page.set_content(text)
            pictures[f"{tag} text"] = page.screenshot(full_page=True)
    lay_sheet(browser, f"letter-{topic}", pictures, LETTER_WIDTH)
    return wide


def lights() -> list[Light]:
    return [
        Light(tag, scheme, width) for tag in languages() for scheme in SCHEMES for width in WIDTHS
    ]


def lay_sheet(browser: Browser, name: str, pictures: Mapping[Any, bytes], width: int) -> Path:
    figures = "".join(
        f'<figure><figcaption>{light}</figcaption><img src="data:image/png;base64,'
        f'{b64encode(picture).decode()}"></figure>'
        for light, picture in pictures.items()
    )
    page = browser.new_page(viewport={"width": 1760, "height": 900})
    page.set_content(SHEET.format(name=name, pictures=figures, width=width))
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    page.close()
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
