"""The front: one fixed address for people and shops, passed on to the emulator's HTTP API.

The emulator tells APIs apart by host name, and `*.localhost` does not resolve everywhere. What it
answers is led to the bakery where it names the shop; the bakery itself answers below `/shop/`.
"""

import gzip
import http.client
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from goodword.local import (
    bridge,
    clock,
    home,
    inbox,
    mail_feedback,
    process,
    stack_file,
    webhook_page,
)
from goodword.local.client import LocalClient
from goodword.local.demo.door import Demo
from goodword.local.name_server import local_address
from goodword.local.place import StackPlace, stack_place
from goodword.local.shop.courier import Courier, install_hooks
from goodword.local.shop.door import Bakery
from goodword.local.shop.page import ShopAnswer, ShopRequest
from goodword.local.shop.shelf import ShopShelf

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}
PASS_ON_SECONDS = 40
HTML = [("content-type", "text/html; charset=utf-8")]
EAR_SECRET = "GOODWORD_EAR_SECRET"  # noqa: S105
SHOP_SECRET = "GOODWORD_SHOP_SECRET"  # noqa: S105
SHOP_TOKEN = "GOODWORD_SHOP_TOKEN"  # noqa: S105
SECRETS = (EAR_SECRET, SHOP_SECRET, SHOP_TOKEN)
WEBHOOKS = "/webhooks/friends/shopify"


@dataclass(frozen=True, slots=True)
class Upstream:
    port: int
    host: str


class LocalFront(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    upstream: Upstream
    page: webhook_page.WebhookPage
    bakery: Bakery
    demo: Demo
    place: StackPlace

    def answer(self) -> None:
        try:
            self._answer()
        except (OSError, http.client.HTTPException) as error:
            text = f"The local stack does not answer ({error}). Try `make dev`.\n"
            self._give(502, [("content-type", "text/plain")], text.encode())

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        match self.command, self.path:
            case "GET", "/":
                self._give(200, HTML, home.page().encode())
            case "GET", inbox.PATH:
                self._give(200, HTML, self._inbox())
            case "GET", path if path.startswith(f"{inbox.PATH}/"):
                self._give(200, inbox.HEADERS, self._letter())
            case "POST", inbox.PATH:
                self._tell_feedback(body)
            case "GET", webhook_page.PATH:
                self._give(200, HTML, self.page.page().encode())
            case "POST", webhook_page.PATH:
                self._give(self.page.listen(dict(self.headers.items()), body), [], b"")
            case "GET", "/favicon.ico":
                self._give(204, [], b"")
            case _, path if answerer := self._local_answerer(path):
                found = answerer(self._request(body))
                self._give(found.status, list(found.headers), found.body)
            case _:
                self.pass_on(body)

    def pass_on(self, body: bytes) -> None:
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.upstream.port, timeout=PASS_ON_SECONDS
        )
        try:
            connection.request(self.command, self.path, body=body, headers=self._headers())
            answer = connection.getresponse()
            headers = [(n, v) for n, v in answer.getheaders() if n.lower() not in HOP_BY_HOP]
            found = self._rewrite(headers, answer.read())
        finally:
            connection.close()
        self._give(answer.status, *found)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Silence: the functions' own log lines say more."""

    def _headers(self) -> dict[str, str]:
        kept = {n: v for n, v in self.headers.items() if n.lower() not in HOP_BY_HOP}
        return {**kept, "Host": self.upstream.host}

    def _rewrite(
        self, headers: list[tuple[str, str]], body: bytes
    ) -> tuple[list[tuple[str, str]], bytes]:
        """Pages and redirects name the shop's own address; here that is the bakery's."""
        local = partial(local_address, url=self.place.url)
        kinds = {name.lower(): value for name, value in headers}
        if kinds.get("content-type", "").startswith("text/html"):
            # A large page comes packed, as browsers ask for it; it goes on as it was.
            is_packed = kinds.get("content-encoding") == "gzip" and body
            text = gzip.decompress(body) if is_packed else body
            body = local(text.decode()).encode()
            body = gzip.compress(body) if is_packed else body
        changed: dict[str, Callable[[str], str]] = {"location": local}
        if self._is_framed():
            changed["content-security-policy"] = _for_frames
        return [(n, changed.get(n.lower(), str)(v)) for n, v in headers], body

    def _is_framed(self) -> bool:
        """Whether a page of ours shows it in a frame: the demo does, and nobody else may."""
        asked = [self.headers.get(f"sec-fetch-{name}") for name in ("dest", "site")]
        return asked == ["iframe", "same-origin"]

    def _local_answerer(self, path: str) -> Callable[[ShopRequest], ShopAnswer] | None:
        """Who answers below `/shop` and `/demo`; nobody here for any other path."""
        first = urlsplit(path).path.split("/")[1]
        return {"shop": self.bakery.answer, "demo": self.demo.answer}.get(first)

    def _request(self, body: bytes) -> ShopRequest:
        parts = urlsplit(self.path)
        below = parts.path.partition("/")[2].partition("/")[2]
        headers = {name.lower(): value for name, value in self.headers.items()}
        return ShopRequest(self.command, f"/{below}", parts.query, headers, body)

    def _inbox(self) -> bytes:
        found = inbox.letters(self.place.emulator_url)
        return local_address(inbox.page(found), self.place.url).encode()

    def _letter(self) -> bytes:
        found = inbox.letters(self.place.emulator_url)
        return local_address(inbox.letter_page(found, self.path), self.place.url).encode()

    def _tell_feedback(self, body: bytes) -> None:
        """What a button of the inbox says; back to the inbox."""
        kind, address, letter = inbox.read_press(body)
        now = clock.now(self.place)
        mail_feedback.tell(self.place, mail_feedback.ses_event(kind, address, letter, now))
        self._give(303, [("location", inbox.PATH)], b"")

    def _give(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _for_frames(policy: str) -> str:
    return policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")


class FrontServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def open_bakery(place: StackPlace, secret: str, token: str) -> Bakery:
    shelf = ShopShelf(place.shop_file)
    shelf.prepare()
    install_hooks(shelf, WEBHOOKS, f"{place.url}{WEBHOOKS}")
    courier, now = Courier(shelf, secret), partial(clock.now, place)
    return Bakery(shelf, courier, token, now, partial(welcome_address, place))


def welcome_address(place: StackPlace, number: str) -> str:
    """As a shop's own server asks for it; empty while there is no stack to ask."""
    known = place.read_stack_file()
    if "api_key" not in known:
        return ""
    wish = {"program": known["program"], "source": "shopify", "order_id": number}
    door = LocalClient(known["url"], known["api_key"], known["webhook_secrets"]["signed"])
    return str(door.api("POST", "/v1/welcome-links", wish)["url"])


def serve(here: StackPlace, served: Upstream, secrets: dict[str, str]) -> None:
    shop = open_bakery(here, secrets[SHOP_SECRET], secrets[SHOP_TOKEN])
    webhooks = webhook_page.WebhookPage(secrets[EAR_SECRET])

    class BoundFront(LocalFront):
        upstream = served
        page = webhooks
        bakery = shop
        demo = Demo(here, shop)
        place = here

    server = FrontServer(("127.0.0.1", here.port), BoundFront)
    shop.courier.start()
    server.serve_forever()


def pid_file(place: StackPlace) -> Path:
    return place.state / "front.pid"


def start(place: StackPlace, api_id: str, secrets: dict[str, str]) -> None:
    """Does nothing when it runs already."""
    if process.running(pid_file(place)):
        return
    process.require_free(place.port, "GOODWORD_PORT")
    host = f"{api_id}.execute-api.localhost:{place.emulator_port}"
    lives_at = {
        "PYTHONPATH": process.import_path(),
        "GOODWORD_STATE": str(place.state),
        "GOODWORD_PORT": str(place.port),
        "GOODWORD_EMULATOR_PORT": str(place.emulator_port),
    }
    process.start(
        pid_file(place),
        [sys.executable, "-m", "goodword.local.front", host],
        process.inherited_environment() | lives_at | secrets,
    )
    process.wait_until(lambda: process.listening(place.port), pid_file(place), "the front")


if __name__ == "__main__":
    found = stack_place()
    bridge.open_for_containers(found.emulator_port, partial(stack_file.write_invoke_file, found))
    serve(
        found,
        Upstream(found.emulator_port, sys.argv[1]),
        {name: os.environ[name] for name in SECRETS},
    )
