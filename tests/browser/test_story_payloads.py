"""Whatever is written into a story, its author's name or the shop's: no page does anything by it.

Every text goes by the form's own door, is approved, and is looked at on every page that shows it,
with the page's own policy on: nothing runs, the policy has nothing to report, nothing breaks out.
The browser opens the pages of many texts at once, as frames: of the policy, only who may frame a
page is another here.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import batched
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
SEEN = """() => [...document.querySelectorAll('iframe')].map(frame => {
  const page = frame.contentDocument;
  return {
    broken: [
      ...page.querySelectorAll('main :is(iframe, object, embed, math, style, base, video, meta)'),
      ...page.querySelectorAll('script:not([type="application/ld+json"], [src^="/static/"])'),
      ...page.querySelectorAll('meta[http-equiv], base, iframe'),
      ...[...page.querySelectorAll('*')].filter(each => [...each.attributes].some(one =>
        one.name.startsWith('on') || one.name === 'style' || one.name === 'srcdoc'
        || (['href', 'src', 'action'].includes(one.name)
          && (/^\\s*(javascript|data|vbscript):/i.test(one.value)
            || new URL(one.value, 'https://go.shop.example').host === 'evil.example')))),
    ].map(each => each.outerHTML),
    data: [...page.querySelectorAll('script[type="application/ld+json"]')].map(e => e.textContent),
    text: page.documentElement.textContent,
  };
})"""
SOME = 16
"""Of texts at once: nobody may write more than twenty stories."""
TEXTS = tuple(batched(PAYLOADS, SOME, strict=False))


@dataclass
class Watch:
    """A page and all that it did without being asked."""

    page: Page
    shots: list[tuple[str, Any]] = field(default_factory=list)
    """What was written on each, and the answer."""
    done: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    """What can be read on the pages of each."""

    def take(self, path: str, payload: str = "") -> None:
        """Keep a page as it is answered now."""
        parts = urlsplit(path)
        self.keep(page_of(parts.path, dict(parse_qsl(parts.query))), payload)

    def keep(self, told: Any, payload: str = "") -> None:
        assert told["statusCode"] == 200
        self.shots.append((payload, told))

    def look(self) -> None:
        """Open all that was kept, and note what came of it."""
        self.page.goto(f"{ORIGIN}/frames")
        seen = self.page.evaluate(SEEN)
        assert len(seen) == len(self.shots)
        for (payload, _), shown in zip(self.shots, seen, strict=True):
            self.done += [f"{payload!r}: {each}" for each in shown["broken"]]
            for data in shown["data"]:
                json.loads(data)
            self.texts.setdefault(payload, []).append(" ".join(shown["text"].split()))


@pytest.fixture
def watch(account: None, monkeypatch: pytest.MonkeyPatch, browser: Browser) -> Iterator[Watch]:
    shop_with_wall(monkeypatch)
    sign_in()
    context = browser.new_context()
    found = Watch(context.new_page())

    def note_dialog(dialog: Dialog) -> None:
        found.done.append(dialog.message)
        dialog.accept()

    found.page.on("dialog", note_dialog)
    found.page.on("pageerror", lambda error: found.done.append(str(error)))
    found.page.expose_function("reported", lambda what: found.done.append(what))
    found.page.add_init_script(REPORT)
    found.page.route("**/*", lambda route: answer(route, found))
    yield found
    context.close()


def answer(route: Route, watch: Watch) -> None:
    """As the gateway would; an address that is not ours was not asked for by a page of ours."""
    parts = urlsplit(route.request.url)
    kind, _, number = parts.path.strip("/").partition("/")
    if f"{parts.scheme}://{parts.netloc}" != ORIGIN:
        watch.done.append(route.request.url)
        route.abort()
    elif kind == "frames":
        framed = "".join(
            f'<iframe name="{each}" src="/shot/{each}"></iframe>'
            for each in range(len(watch.shots))
        )
        route.fulfill(status=200, content_type="text/html", body=framed)
    elif kind == "shot" and number.isdecimal():
        told = watch.shots[int(number)][1]
        route.fulfill(status=200, headers=framable(told["headers"]), body=told["body"])
    else:
        # Its own files; the rest is what a page asks for that was made to.
        watch.done += [] if kind in ("static", "favicon.ico", "pictures") else [route.request.url]
        route.fulfill(status=200, content_type="text/css", body="")


def framable(headers: dict[str, str]) -> dict[str, str]:
    policy, others = re.subn(
        "frame-ancestors [^;]*", "frame-ancestors 'self'", headers["content-security-policy"]
    )
    assert others == 1
    return {**headers, "content-security-policy": policy}


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
    form = sha256(payload.encode()).hexdigest()[:24]
    told = post(text=payload, product=payload[:80], reference=payload[:64], uses=uses, form=form)
    return str(dict(parse_qsl(urlsplit(told["headers"]["location"]).query))["story"])


@pytest.mark.parametrize("payloads", TEXTS, ids=range(len(TEXTS)))
def test_no_page_does_anything_by_what_was_written(payloads: tuple[str, ...], watch: Watch) -> None:
    ids = {payload: send(payload) for payload in payloads}
    for payload, story_id in ids.items():
        say(story_stores.stories().get(story_id))
        watch.take("/w/ada-bakes", payload)
    for payload, story_id in ids.items():
        asked = f"product={quote(payload)}&language={quote(payload[:9])}"
        for path in (f"/stories/friends/{story_id}", f"/me/story?story={story_id}"):
            watch.take(path, payload)
        watch.keep(post(act="see", text=payload, product=payload[:80]), payload)
        watch.take(f"/stories/friends?{asked}", f"asked for {payload}")
    for path in ("/stories/friends", "/stories/friends?embed=1", "/me", "/me/story"):
        watch.take(path, path)

    watch.look()

    assert watch.done == []
    assert len(set(ids.values())) == len(payloads)
    wall = watch.texts["/stories/friends"][0]
    for payload, story_id in ids.items():
        kept = stored(story_stores.stories().get(story_id)).draft
        assert StoryUse.WALL in kept.uses
        words = " ".join(kept.text.split())
        assert words in wall
        assert [words in text for text in watch.texts[payload]] == [True] * 4


def test_no_page_does_anything_by_a_name(watch: Watch) -> None:
    story_id = send("Words.")
    say(story_stores.stories().get(story_id))
    for number, payload in enumerate(NAMES):
        changed = a_program(name=payload, stories={"wall": True})
        stores.programs().add(changed.model_copy(update={"version": number + 2}))
        stores.people().change("adv_ada", name=payload)
        paths = ("/stories/friends", f"/stories/friends/{story_id}", "/me/story", "/w/ada-bakes")
        for path in paths:
            watch.take(path, payload)

    watch.look()

    assert watch.done == []
