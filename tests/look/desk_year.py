"""The pictures of docs/console.md, taken of a running stack with the demo's year:
`python -m tests.look.desk_year .local [name ...]` writes them to docs/images.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.desk_walk import DeskWalk
from tests.browser.mailbox import Mailbox, fresh_address
from tests.local_stack import LocalStack
from tests.template import ROOT

FOLDER = ROOT / "docs/images"
COLOURS = 128
JANA = ("--role", "owner", "--sees-addresses", "--name", "Jana Lindner")
WIDE, PHONE = (1280, 900), (390, 844)
IS_WIDE = "document.documentElement.scrollWidth > innerWidth"


class DeskPicture(NamedTuple):
    name: str
    address: str
    size: tuple[int, int] = WIDE
    click: str = ""
    """The link to follow first, where an address can't be known beforehand."""


PICTURES = (
    DeskPicture("desk", "/console"),
    DeskPicture("desk-phone", "/console", PHONE),
    DeskPicture("desk-reviews", "/console/reviews"),
    DeskPicture("desk-orders", "/console/orders"),
    DeskPicture("desk-plan", "/console/program?on=7&friend_percent_0=12&hold=10"),
    DeskPicture("desk-listening", "/console/listening"),
    DeskPicture("desk-goals", "/console/goals"),
    DeskPicture("desk-versions", "/console/program/versions"),
)


def main(folder: Path, wanted: list[str]) -> int:
    """1 where a page was wider than its window."""
    stack, wide = LocalStack.running_in(folder), 0
    with signed_in_page(stack) as page:
        for each in PICTURES:
            if not wanted or each.name in wanted:
                wide += take(page, each, str(stack.stack_facts["url"]))
    return min(wide, 1)


@contextmanager
def signed_in_page(stack: LocalStack) -> Iterator[Page]:
    jana = Mailbox(stack, fresh_address("jana"))
    stack.goodword("staff", "invite", jana.address, *JANA)
    with sync_playwright() as playwright:
        program = which("chromium") or which("google-chrome")
        browser: Browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"]
        )
        page = browser.new_page()
        DeskWalk(page, str(stack.stack_facts["url"]), jana).come_in()
        yield page
        browser.close()


def take(page: Page, picture: DeskPicture, url: str) -> bool:
    """Whether it is wider than its window."""
    width, height = picture.size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(url + picture.address)
    if picture.click:
        page.locator(picture.click).first.click()
    page.evaluate("document.fonts.ready")
    shot = Image.open(BytesIO(page.screenshot()))
    path = FOLDER / f"{picture.name}.png"
    shot.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
    return bool(page.evaluate(IS_WIDE))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
