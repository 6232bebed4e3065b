"""A real browser, and the portal's real handler behind a little server on this machine."""

from base64 import b64decode
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from shutil import which
from threading import Lock, Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.shops import SCRIPT, ShopPageHandler
from tests.local_stack import LocalStack
from tests.portal import handler, request_event

ONE_AT_A_TIME = Lock()
GIVEN = 'data-consent="granted"'

# Letters and decisions are a moment away on a quiet machine, and longer on a busy one.
PATIENCE = 60_000

type Opener = Callable[..., None]
type Device = Callable[[], Page]


class PortalHandler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        size = int(self.headers.get("content-length") or 0)
        heads = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(size).decode()
        if self.path == "/favicon.ico":
            self.send_error(404)
            return
        with ONE_AT_A_TIME:
            told = handler(request_event(self.command, self.path, heads, body), None)
        self.send_response(told["statusCode"])
        for name, value in told["headers"].items():
            self.send_header(name, value)
        self.end_headers()
        body_of = b64decode if told.get("isBase64Encoded") else str.encode
        self.wfile.write(body_of(told["body"]))

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        return


def serving_port(handler_class: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_class)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def front(account: None) -> Iterator[str]:
    """Where the portal answers."""
    yield from (f"http://127.0.0.1:{port}" for port in serving_port(PortalHandler))


@pytest.fixture
def shopfront() -> Iterator[str]:
    """Where the shop is: another origin than the portal's, and trusted with secure cookies."""
    ShopPageHandler.empty()
    yield from (f"http://localhost:{port}" for port in serving_port(ShopPageHandler))


def chromium() -> str:
    program = which("chromium") or which("chromium-browser") or which("google-chrome")
    return program or pytest.skip("no Chromium on this machine: apt-get install chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context()
    yield made
    made.close()


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    """A visitor's tab in the shop; the way to Stripe ends here."""
    made = context.new_page()
    made.route("https://buy.stripe.com/**", lambda route: route.fulfill(body="pay here"))
    return made


@pytest.fixture
def visit(front: str, shopfront: str, tab: Page) -> Opener:
    """Opens a page of the shop that has goodword.js with these attributes."""

    def open_page(path: str, options: str = GIVEN, when: str = "defer") -> None:
        ShopPageHandler.script = SCRIPT.format(address=front, when=when, options=options)
        tab.goto(shopfront + path)

    return open_page


@pytest.fixture
def url(stack: LocalStack) -> str:
    return str(stack.stack_facts["url"])


@pytest.fixture
def device(browser: Browser) -> Iterator[Device]:
    """Another person's browser, each time; what is expected there may take its time."""
    opened = []
    expect.set_options(timeout=PATIENCE)

    def open_one() -> Page:
        made = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        made.set_default_timeout(PATIENCE)
        opened.append(made)
        return made.new_page()

    yield open_one
    for each in opened:
        each.close()
