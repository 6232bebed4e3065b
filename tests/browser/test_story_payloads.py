"""Whatever is written into a story, its author's name or the shop's: no page does anything by it.

Every text goes by the form's own door, is approved, and is looked at on every page that shows it,
with the page's own policy on: nothing runs, the policy has nothing to report, nothing breaks out.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route

from functions.advocate.app import handler as advocate_pages
from functions.stories.app import handler as story_pages
from referrals.model.story.story import StoryUse
from referrals.wiring import stores, story_stores
from tests.advocate import SESSION_TEXT, sign_in
from tests.browser.payloads import PAYLOADS
from tests.portal import handler as friend_pages
from tests.stories import ALL, say, shop_with_wall, stored
from tests.story_forms import post
from tests.world import a_program

pytestmark = pytest.mark.browser
ORIGIN = "https://go.shop.example"
NAMES = [each for each in PAYLOADS if len(each) <= 80 and each.isprintable()]
REPORT = "addEventListener('securitypolicyviolation', e => reported(e.violatedDirective))"
BROKEN_OUT = """() => [
  ...document.querySelectorAll('main :is(iframe, object, embed, math, style, base, video, meta)'),
  ...document.querySelectorAll('script:not([type="application/ld+json"], [src^="/static/"])'),
  ...document.querySelectorAll('meta[http-equiv], base, iframe'),
  ...[...document.querySelectorAll('*')].filter(each => [...each.attributes].some(one =>
    one.name.startsWith('on') || one.name === 'style' || one.name === 'srcdoc'
    || (['href', 'src', 'action'].includes(one.name)
      && (/^\\s*(javascript|data|vbscript):/i.test(one.value)
        || new URL(one.value, 'https://go.shop.example').host === 'evil.example')))),
].map(each => each.outerHTML)"""


@dataclass
class Watch:
    """A page and all that it did without being asked."""

    page: Page
    done: list[str] = field(default_factory=list)

    def look(self, path: str) -> None:
        self.page.goto(f"{ORIGIN}{path}")
        self.done += self.page.evaluate(BROKEN_OUT)
        for data in self.page.locator('script[type="application/ld+json"]').all_inner_texts():
            json.loads(data)


@pytest.fixture
def watch(account: None, monkeypatch: pytest.MonkeyPatch, browser: Browser) -> Iterator[Watch]:
    shop_with_wall(monkeypatch)
    sign_in()
    context = browser.new_context()
    context.add_cookies(
        [{"name": "__Host-session", "value": SESSION_TEXT, "url": ORIGIN, "secure": True}]
    )
    found = Watch(context.new_page())

    def note_dialog(dialog: Dialog) -> None:
        found.done.append(dialog.message)
        dialog.accept()

    found.page.on("dialog", note_dialog)
    found.page.on("pageerror", lambda error: found.done.append(str(error)))
    found.page.expose_function("reported", lambda what: found.done.append(what))
    found.page.add_init_script(REPORT)
    found.page.route("**/*", lambda route: answer(route, found.done))
    yield found
    context.close()


def answer(route: Route, done: list[str]) -> None:
    """As the gateway would; an address that is not ours was not asked for by a page of ours."""
    parts = urlsplit(route.request.url)
    if f"{parts.scheme}://{parts.netloc}" != ORIGIN:
        done.append(route.request.url)
        route.abort()
    elif parts.path.startswith(("/static/", "/favicon")):
        route.fulfill(status=200, content_type="text/css", body="")
    else:
        told = page_of(parts.path, dict(parse_qsl(parts.query)))
        route.fulfill(status=told["statusCode"], headers=told["headers"], body=told["body"])


def page_of(path: str, query: dict[str, str]) -> Any:
    asked = {
        "rawPath": path,
        "rawQueryString": "&".join(f"{name}={quote(value)}" for name, value in query.items()),
        "queryStringParameters": query,
        "pathParameters": {},
        "headers": {"cookie": f"__Host-session={SESSION_TEXT}"},
        "requestContext": {"http": {"method": "GET", "path": path}},
    }
    match path.strip("/").split("/"):
        case ["me"]:
            return advocate_pages({**asked, "routeKey": "GET /me"}, None)
        case ["me", "story"]:
            return story_pages({**asked, "routeKey": "GET /me/story"}, None)
        case ["w", code]:
            given = {"routeKey": "GET /w/{code+}", "pathParameters": {"code": code}}
            return friend_pages({**asked, **given}, None)
        case ["stories", program]:
            given = {"routeKey": "GET /stories/{program}", "pathParameters": {"program": program}}
            return story_pages({**asked, **given}, None)
        case ["stories", program, story]:
            place = {"program": program, "story": story}
            given = {"routeKey": "GET /stories/{program}/{story}", "pathParameters": place}
            return story_pages({**asked, **given}, None)
    raise AssertionError(path)


def send(payload: str) -> str:
    """By the form's own door, with the payload in every field; the story's id."""
    uses = [use.value for use in ALL]
    told = post(text=payload, product=payload[:80], reference=payload[:64], uses=uses, form="f")
    return str(dict(parse_qsl(urlsplit(told["headers"]["location"]).query))["story"])


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_no_page_does_anything_by_what_was_written(payload: str, watch: Watch) -> None:
    story_id = send(payload)
    say(story_stores.stories().get(story_id))
    paths = ["/stories/friends", "/stories/friends?embed=1", f"/stories/friends/{story_id}"]
    paths += ["/me", "/me/story", f"/me/story?story={story_id}", "/w/ada-bakes"]
    paths += [f"/stories/friends?product={quote(payload)}&language={quote(payload[:9])}"]

    for path in paths:
        watch.look(path)
    preview = post(act="see", text=payload, product=payload[:80])["body"]
    watch.page.set_content(preview)
    watch.done += watch.page.evaluate(BROKEN_OUT)

    assert watch.done == []
    kept = stored(story_stores.stories().get(story_id)).draft
    assert StoryUse.WALL in kept.uses


@pytest.mark.parametrize("payload", NAMES, ids=range(len(NAMES)))
def test_no_page_does_anything_by_a_name(payload: str, watch: Watch) -> None:
    changed = a_program(name=payload, stories={"wall": True}).model_copy(update={"version": 2})
    stores.programs().add(changed)
    stores.people().change("adv_ada", name=payload)
    story_id = send("Words.")
    say(story_stores.stories().get(story_id))

    for path in ("/stories/friends", f"/stories/friends/{story_id}", "/me/story", "/w/ada-bakes"):
        watch.look(path)

    assert watch.done == []
