"""Takes pictures of pages: a browser whose every request is answered by our own handlers."""

import gzip
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route

from tests import desk
from tests.advocate import SESSION_TEXT
from tests.portal import handler, request_event

ORIGIN = "https://go.shop.example"
WIDTHS = (320, 768, 1280)
HEIGHT = 800


class Light(NamedTuple):
    """How a page is looked at."""

    language: str
    scheme: Literal["light", "dark"]
    width: int

    def __str__(self) -> str:
        return f"{self.language} {self.scheme} {self.width}"


def headers_of(language: str, *, signed_in: bool = True) -> dict[str, str]:
    """What every request of a page says."""
    return {"accept-language": language, "x-session": SESSION_TEXT if signed_in else ""}


@contextmanager
def opened_page(browser: Browser, light: Light, *, signed_in: bool = True) -> Iterator[Page]:
    """A page of Ada's browser; what it asks for is answered by the handlers, and nobody else."""
    context = browser.new_context(
        viewport={"width": light.width, "height": HEIGHT},
        color_scheme=light.scheme,
        reduced_motion="reduce",
        extra_http_headers=headers_of(light.language, signed_in=signed_in),
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
    session = heads.pop("x-session", "")
    if urlsplit(address).path.startswith("/console"):
        # The browser is asked for before it adds what it says of the asking page.
        return desk.browse(method, address, {**heads, "sec-fetch-site": "same-origin"}, body)
    asked = request_event(method, address, heads, body)
    asked["cookies"] = [f"__Host-session={session}"] if session else []
    told: dict[str, Any] = handler(asked, None)
    return told
