"""Takes pictures of pages: a browser whose every request is answered by our own handlers."""

import gzip
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, Literal, NamedTuple
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, Page, Route

from referrals.model.session.person_session import secret_text
from tests import desk
from tests.advocate import SESSION_TEXT
from tests.portal import handler, request_event

ORIGIN = "https://go.shop.example"
WIDTHS = (320, 768, 1280)
HEIGHT = 800
ADA = "adv_ada"


class Light(NamedTuple):
    """How a page is looked at."""

    language: str
    scheme: Literal["light", "dark"]
    width: int

    def __str__(self) -> str:
        return f"{self.language} {self.scheme} {self.width}"


def session_text(person_id: str) -> str:
    """Made up, and the same each time."""
    text = f"a session of {person_id} for the looks".ljust(32).encode()
    return SESSION_TEXT if person_id == ADA else secret_text(text[:32])


def session_cookie(person_id: str) -> str:
    return f"__Host-session={session_text(person_id)}"


def headers_of(language: str, *, cookie: str = "") -> dict[str, str]:
    """What every request of a page says; a cookie that a browser keeps for itself can't be set."""
    return {"accept-language": language, "x-cookie": cookie}


@contextmanager
def opened_page(browser: Browser, light: Light, *, cookie: str = "") -> Iterator[Page]:
    """A page of a browser with that cookie; what it asks for, the handlers answer, nobody else."""
    context = browser.new_context(
        viewport={"width": light.width, "height": HEIGHT},
        color_scheme=light.scheme,
        reduced_motion="reduce",
        extra_http_headers=headers_of(light.language, cookie=cookie),
    )
    context.route("**/*", _answer)
    yield context.new_page()
    context.close()


def _answer(route: Route) -> None:
    request = route.request
    if not request.url.startswith(ORIGIN) or request.url.endswith("/favicon.ico"):
        route.abort()
        return
    heads = {name.lower(): value for name, value in request.headers.items()}
    told = _told(request.method, request.url, heads, request.post_data or "")
    body = b64decode(told["body"]) if told.get("isBase64Encoded") else told["body"].encode()
    headers = {name: value for name, value in told["headers"].items() if name != "content-encoding"}
    if told["headers"].get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    route.fulfill(status=told["statusCode"], headers=headers, body=body)


def _told(method: str, address: str, heads: dict[str, str], body: str) -> dict[str, Any]:
    cookie = heads.pop("x-cookie", "")
    if urlsplit(address).path.startswith("/console"):
        # The browser is asked for before it adds what it says of the asking page.
        return desk.browse(method, address, {**heads, "sec-fetch-site": "same-origin"}, body)
    asked = request_event(method, address, heads, body)
    asked["cookies"] = [cookie] if cookie else []
    told: dict[str, Any] = handler(asked, None)
    if told["statusCode"] != HTTPStatus.SEE_OTHER:
        return told
    # Where a browser is sent on, its request would ask the world outside.
    onward = urljoin(address, told["headers"]["location"])
    return _told("GET", onward, {**heads, "x-cookie": cookie}, "")
