"""A real browser, and the portal's real handler behind a little server on this machine."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from shutil import which
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

from functions.portal.app import ROUTES, handler
from tests.template import ROOT

ONE_AT_A_TIME = Lock()


def event_of(method: str, address: str, headers: dict[str, str], body: str) -> dict[str, Any]:
    """The HTTP API's event for a request: an example's, with this request's own parts."""
    parts = urlsplit(address)
    first, _, rest = parts.path.strip("/").partition("/")
    route = next(r for r in ROUTES if r.startswith(f"{method} /{first}"))
    example: dict[str, Any] = json.loads((ROOT / "events/portal/welcome.json").read_text())
    name = route.partition("{")[2].rstrip("}")
    return {
        **example,
        "routeKey": route,
        "rawPath": parts.path,
        "rawQueryString": parts.query,
        "queryStringParameters": dict(parse_qsl(parts.query)),
        "pathParameters": {name: rest} if name else {},
        "headers": headers,
        "body": body,
    }


class Front(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        size = int(self.headers.get("content-length") or 0)
        heads = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(size).decode()
        if self.path == "/favicon.ico":
            self.send_error(404)
            return
        with ONE_AT_A_TIME:
            told = handler(event_of(self.command, self.path, heads, body), None)
        self.send_response(told["statusCode"])
        for name, value in told["headers"].items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(told["body"].encode())

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def front(account: None) -> Iterator[str]:
    """Where the portal answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Front)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = which("chromium") or which("chromium-browser") or which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()
