"""Pages opened many at once in a real browser, as frames, with their own policy on; and all that
they did without being asked. Of the policy, only who may frame a page is another here.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from playwright.sync_api import Browser, Dialog, Page, Route

from functions.advocate.app import handler as advocate_pages
from functions.stories.app import handler as story_pages
from tests.account import forget_clients
from tests.advocate import SESSION_TEXT
from tests.portal import handler as friend_pages

ORIGIN = "https://go.shop.example"
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


@contextmanager
def open_watch(browser: Browser) -> Iterator[Watch]:
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
            forget_clients()  # and what the page remembers for some seconds
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
