"""A store's API over real HTTP on this machine, which can be ill in several ways.

A platform's own module answers well questions; what goes wrong is scripted here, once for all.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

# How often a code may be used that has no limit.
ENDLESS = 1_000


@dataclass(frozen=True)
class ShopQuestion:
    """One question as it came."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""
    raw: bytes = b""

    @property
    def body(self) -> Any:
        return json.loads(self.raw)


@dataclass(frozen=True)
class ShopReply:
    """One answer; `body` is sent as JSON, or as it is when it is bytes."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def raw(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass
class ShopServer:
    """Answers with `well` when nothing is scripted."""

    well: Callable[[ShopQuestion], ShopReply]
    ill: list[ShopReply] = field(default_factory=list)
    """Answers for the next questions, in place of well ones."""
    drip_seconds: float = 0.0
    """Between every two bytes of an answer."""
    cut: int = 0
    """So many of the next answers end in their middle."""
    before: Callable[[int], None] | None = None
    """Called with the number of the question (from 0) before it is answered: the shop goes on."""
    asked: list[ShopQuestion] = field(default_factory=list)
    url: str = ""

    def answer(self, question: ShopQuestion) -> ShopReply:
        if self.before:
            self.before(len(self.asked))
        self.asked.append(question)
        return self.ill.pop(0) if self.ill else self.well(question)


class ShopHandler(BaseHTTPRequestHandler):
    shop: ShopServer

    def do_GET(self) -> None:
        self.respond(b"")

    def do_POST(self) -> None:
        self.respond(self.rfile.read(int(self.headers.get("content-length", 0))))

    def do_PUT(self) -> None:
        self.do_POST()

    def do_PATCH(self) -> None:
        self.do_POST()

    def do_DELETE(self) -> None:
        self.do_POST()

    def respond(self, raw: bytes) -> None:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        told = self.shop.answer(ShopQuestion(self.command, parts.path, query, headers, raw))
        body = told.raw
        self.send_response(told.status)
        for name, value in {"content-type": "application/json", **told.headers}.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.shop.cut:
            self.shop.cut -= 1
            body = body[: len(body) // 2]
        self.drip(body, self.shop.drip_seconds)

    def drip(self, body: bytes, seconds: float) -> None:
        step = 1 if seconds else len(body) or 1
        for at in range(0, len(body), step):
            time.sleep(seconds)
            self.wfile.write(body[at : at + step])

    def log_message(self, *_: Any) -> None:
        """Quiet."""


class ShopHttpServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hung up did so on purpose."""


@contextmanager
def serving_shop(shop: ShopServer) -> Iterator[ShopServer]:
    server = ShopHttpServer(("127.0.0.1", 0), type("Handler", (ShopHandler,), {"shop": shop}))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    shop.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
