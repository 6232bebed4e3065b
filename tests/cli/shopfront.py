"""The stack's public door over real HTTP in this process: real handlers, streams turned by hand."""

import importlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import boto3
import pytest

from tests.streams import Streams, mappings
from tests.template import ROOT
from tests.world import store_program, webhook_secret

SECRETS: dict[str, str] = json.loads((ROOT / "events/webhook_secrets.json").read_text())
TURNING = threading.Lock()
ROUNDS = 4


def event(method: str, path: str, headers: dict[str, str], body: str = "") -> dict[str, Any]:
    plain, _, query = path.partition("?")
    _, first, *rest = plain.split("/")
    names = ("code",) if first in ("r", "on") else ("program", "source")
    return {
        "headers": headers,
        "body": body,
        "isBase64Encoded": False,
        "rawPath": path,
        "routeKey": f"{method} /{first}/{{code+}}",
        "rawQueryString": query,
        "queryStringParameters": dict(parse_qsl(query)),
        "pathParameters": dict(zip(names, rest, strict=False)),
        "requestContext": {
            "requestId": "r",
            "http": {"method": method, "path": path, "sourceIp": "203.0.113.7"},
        },
    }


class ShopfrontContext:
    function_name = "shopfront"
    memory_limit_in_mb = 256
    invoked_function_arn = "arn:aws:lambda:eu-west-1:000000000000:function:shopfront"
    aws_request_id = "r"

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


def invoke(function: str, given: dict[str, Any]) -> Any:
    return importlib.import_module(f"functions.{function}.app").handler(given, ShopfrontContext())


class ShopfrontHandler(BaseHTTPRequestHandler):
    streams: Streams

    def do_GET(self) -> None:
        door = "friend" if self.path.startswith("/on/") else "redirect"
        self.reply(invoke(door, event("GET", self.path, dict(self.headers))))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        with TURNING:
            answer = invoke("conversions", event("POST", self.path, dict(self.headers), body))
            for mapping in mappings() * ROUNDS:
                records = self.streams.waiting(mapping)
                if records:
                    invoke(mapping.function, {"Records": records})
        # Only now, so that no test depends on how fast this machine turns streams.
        self.reply(answer)

    def reply(self, answer: dict[str, Any]) -> None:
        body = (answer.get("body") or "").encode()
        self.send_response(answer["statusCode"])
        for name, value in (answer.get("headers") or {}).items():
            self.send_header(name, str(value))
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Silence: tests read what the command prints."""


@contextmanager
def open_shop() -> Iterator[str]:
    """Its address."""
    door = type("OpenDoor", (ShopfrontHandler,), {"streams": Streams()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def open_stack(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """A program at that address, its sources' secrets, and a command line that knows of it."""
    boto3.client("sesv2").create_email_identity(EmailIdentity="shop.example")
    queue = boto3.client("sqs").create_queue(QueueName="failures")["QueueUrl"]
    patch.setenv("FAILURES_QUEUE_URL", queue)
    patch.setenv("MAIL_FROM", "Bakery <hello@shop.example>")
    patch.chdir(folder)
    store_program()
    for source, secret in SECRETS.items():
        webhook_secret(source, secret)
    with open_shop() as url:
        (folder / ".local").mkdir()
        (folder / ".local/stack.json").write_text(stack_json(url, SECRETS))
        yield


@contextmanager
def odd_door(status: int, body: str) -> Iterator[str]:
    """A server that isn't ours; with status 0 it never answers."""
    over = threading.Event()

    class Odd(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            if not status:
                over.wait(5)
                return
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        over.set()
        server.shutdown()
        server.server_close()


def stack_json(url: str, secrets: dict[str, str]) -> str:
    return json.dumps(
        {
            "stack": "goodword",
            "url": url,
            "program": "friends",
            "webhook_secrets": secrets,
            "environment": {},
        }
    )
