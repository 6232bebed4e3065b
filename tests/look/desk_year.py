"""The pictures of docs/console.md, of the demo's year: `python -m tests.look.desk_year` writes
them to docs/images; with names, only those.
"""

import sys
from contextlib import redirect_stdout
from io import BytesIO, StringIO
from shutil import which
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from referrals.model.staff.right import StaffRole
from tests.desk import come_in
from tests.lived_year import lived_year
from tests.look.studio import ORIGIN, Light, opened_page
from tests.template import ROOT

FOLDER = ROOT / "docs/images"
COLOURS = 128
IS_WIDE = "document.documentElement.scrollWidth > innerWidth"
WIDE, PHONE = (1280, 900), (390, 844)


class DeskPicture(NamedTuple):
    name: str
    address: str
    size: tuple[int, int] = WIDE
    start: str = ""
    """What stands at the top of the picture, where that isn't the page's own top."""
    click: str = ""
    """The link to follow first, where an address can't be known beforehand."""


PICTURES = (
    DeskPicture("desk", "/console"),
    DeskPicture("desk-phone", "/console", PHONE),
    DeskPicture("desk-reviews", "/console/reviews"),
    DeskPicture("desk-order", "/console/orders", click="tr:has(.status.yours) td a"),
    DeskPicture("desk-measures", "/console/measures"),
    DeskPicture(
        "desk-plan", "/console/program?on=9&friend_percent_0=12&hold=10", start="section:has(#plan)"
    ),
    DeskPicture("desk-listening", "/console/listening"),
)


def main(wanted: list[str]) -> int:
    """1 where a page was wider than its window."""
    wide = 0
    with lived_year(), sync_playwright() as playwright:
        come_in(StaffRole.OWNER, sees_addresses=True)
        program = which("chromium") or which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for each in PICTURES:
            if not wanted or each.name in wanted:
                wide += take(browser, each)
        browser.close()
    return min(wide, 1)


def take(browser: Browser, picture: DeskPicture) -> bool:
    """Whether it is wider than its window."""
    width, height = picture.size
    with (
        opened_page(browser, Light("en", "light", width)) as page,
        redirect_stdout(StringIO()),
    ):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(ORIGIN + picture.address)
        if picture.click:
            page.locator(picture.click).first.click()
        if picture.start:
            page.locator(picture.start).first.evaluate("each => each.scrollIntoView()")
        page.evaluate("document.fonts.ready")
        shot = Image.open(BytesIO(page.screenshot()))
        wide = bool(page.evaluate(IS_WIDE))
    path = FOLDER / f"{picture.name}.png"
    shot.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
    return wide


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
