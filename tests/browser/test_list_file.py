"""A long list as one file in a real browser: its parts, what goes wrong on the way, and its end."""

import csv
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.desk import browse, come_in, get, post
from tests.portal import handler, request_event
from tests.world import a_program, store_program

pytestmark = pytest.mark.browser
ORIGIN = "https://go.shop.example"
LIST = f"{ORIGIN}/console/log"
LINES = 12
WHY = 'said "two\r\nlines", and more'
IN_MEMORY = "delete window.showSaveFilePicker;"
QUICK = "const later = setTimeout; window.setTimeout = (act, ms) => later(act, ms < 9000 ? 1 : ms);"
ON_DISK = """window.showSaveFilePicker = async ({ suggestedName }) =>
  (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });"""
FILES = """async () => {
  const found = {};
  for await (const [name, handle] of (await navigator.storage.getDirectory()).entries())
    found[name] = await (await handle.getFile()).text();
  return found;
}"""
"""A place to write to that stands in for the one a person chooses: a picker can't be pressed."""


class DeskServer:
    """The desk behind a browser; parts of files may be answered otherwise, each once."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.places: set[str] = set()
        """Whatever was asked for, without its query."""
        self.instead: dict[int, list[dict[str, Any]]] = {}
        """By the part's number; an empty answer is a line that breaks."""

    def answer(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        address = f"{parts.path}?{parts.query}"
        self.places.add(route.request.url.partition("?")[0])
        with redirect_stdout(StringIO()):
            told = self._answer(route.request.method, address)
        if not told:
            route.abort()
            return
        route.fulfill(status=told["statusCode"], headers=told["headers"], body=told["body"])

    def _answer(self, method: str, address: str) -> dict[str, Any]:
        if not address.startswith("/console"):
            given = request_event(method, ORIGIN + address, {"accept-encoding": ""}, "")
            found: dict[str, Any] = handler(given, None)
            return found
        if "format=csv" not in address:
            return browse(method, address, {"sec-fetch-site": "same-origin"}, "")
        if address not in self.parts:
            self.parts.append(address)
        if trouble := self.instead.get(len(self.parts)):
            return trouble.pop(0)
        return get(address)


def refusal(status: int, **headers: str) -> dict[str, Any]:
    return {"statusCode": status, "headers": {"content-type": "text/html", **headers}, "body": ""}


@pytest.fixture
def desk(account: None, monkeypatch: pytest.MonkeyPatch) -> DeskServer:
    for name in ("MOST_ROWS", "A_PART"):
        monkeypatch.setattr(f"referrals.pages.console.listing.{name}", 5)
    store_program(a_program())
    come_in()
    for number in range(LINES):
        post("/console/staff/stf_jana/role", role="owner", why=f"{WHY} {number}")
    return DeskServer()


@pytest.fixture
def context(browser: Browser, desk: DeskServer) -> Iterator[BrowserContext]:
    opened = browser.new_context()
    opened.route("**/*", desk.answer)
    opened.add_init_script(QUICK)
    yield opened
    opened.close()


def pressed(context: BrowserContext, script: str) -> Page:
    page = context.new_page()
    page.add_init_script(script)
    page.goto(LIST)
    page.get_by_role("link", name="All of it as CSV").click()
    return page


def whole_file(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("referrals.pages.console.listing.MOST_ROWS", 1000)
    told: str = get("/console/log?format=csv")["body"]
    return told


def test_parts_become_one_file(
    context: BrowserContext, desk: DeskServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = context.new_page()
    page.add_init_script(IN_MEMORY)
    page.goto(LIST)
    with page.expect_download() as download:
        page.get_by_role("link", name="All of it as CSV").click()
    expect(page.get_by_role("status")).to_have_text(
        f"Done: {LINES} rows in {download.value.suggested_filename}."
    )
    saved = Path(download.value.path()).read_bytes().decode()

    assert len(desk.parts) == 3
    assert saved == whole_file(monkeypatch)
    assert len(list(csv.reader(StringIO(saved, newline="")))) == LINES + 1


def test_a_part_that_fails_is_asked_for_again(
    context: BrowserContext, desk: DeskServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.instead = {2: [refusal(503), {}], 3: [refusal(429, **{"retry-after": "1"})]}
    page = pressed(context, ON_DISK)

    expect(page.get_by_role("status")).to_contain_text(f"Done: {LINES} rows")
    assert [*page.evaluate(FILES).values()] == [whole_file(monkeypatch).removeprefix("\ufeff")]


def test_what_fails_for_long_goes_on_from_there(context: BrowserContext, desk: DeskServer) -> None:
    desk.instead = {2: [refusal(503)] * 4, 3: [refusal(401)]}
    page = pressed(context, ON_DISK)

    expect(page.get_by_role("status")).to_contain_text("doesn’t answer. 5 rows so far. Go on")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("status")).to_contain_text("signed out: sign in in another tab")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("status")).to_contain_text(f"Done: {LINES} rows")
    assert len(desk.parts) == 3
    assert not page.get_by_role("button", name="Stop").is_visible()


def test_whoever_stops_keeps_no_half_of_a_file(context: BrowserContext, desk: DeskServer) -> None:
    desk.instead = {2: [refusal(503)] * 4}
    page = pressed(context, ON_DISK)
    page.get_by_role("button", name="Go on").wait_for()
    page.get_by_role("button", name="Stop").click()

    expect(page.get_by_role("status")).to_have_text("Stopped: there is no file.")
    assert page.evaluate(FILES) == {}


LED_AWAY = {"link": '<https://elsewhere.example/x>; rel="next"'}


@pytest.mark.parametrize(
    ("number", "headers", "body"),
    [
        (1, LED_AWAY, "when\r\nMore: x\r\n"),
        (2, {}, "other columns\r\n1\r\n"),
        (2, {}, "half a li"),
        (2, {"content-type": "text/html"}, "<p>A page</p>\r\n"),
    ],
    ids=["another origin", "other columns", "half a line", "a page"],
)
def test_an_odd_part_ends_it_in_words(
    context: BrowserContext, desk: DeskServer, number: int, headers: dict[str, str], body: str
) -> None:
    given = {"content-type": "text/csv", **headers}
    desk.instead = {number: [{"statusCode": 200, "headers": given, "body": body}]}
    page = pressed(context, ON_DISK)

    expect(page.get_by_role("status")).to_contain_text(
        "changed on its way: begin anew. There is no"
    )
    assert page.evaluate(FILES) == {}
    assert len(desk.parts) == number
    assert {each for each in desk.places if "/static/" not in each} == {LIST}


@pytest.mark.parametrize(
    ("picker", "sentence", "parts"),
    [
        ("async () => { throw new DOMException('', 'AbortError'); }", "", 0),
        (
            "async () => ({ createWritable: async () => FULL, getFile: async () => ({}) })",
            "room",
            1,
        ),
    ],
    ids=["no place", "no room"],
)
def test_a_place_that_takes_nothing_is_told(
    context: BrowserContext, desk: DeskServer, picker: str, sentence: str, parts: int
) -> None:
    full = "{ write: async () => { throw new DOMException('', 'QuotaExceededError'); } }"
    page = pressed(context, f"window.showSaveFilePicker = {picker.replace('FULL', full)};")

    expect(page.get_by_role("link", name="All of it as CSV")).not_to_have_attribute(
        "aria-disabled", "true"
    )
    expect(page.get_by_role("status")).to_contain_text(sentence)
    assert len(desk.parts) == parts
