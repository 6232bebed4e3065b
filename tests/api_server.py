"""The API behind a port of this machine: what a client says over HTTP reaches the real handler."""

from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from functions.api.app import handler

type Script = list[tuple[int, dict[str, str], bytes]]
"""Answers that come before the handler's, for what a network does."""


class ApiServer(ThreadingHTTPServer):
    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), ApiRequest)
        self.script = script
        self.heard: list[tuple[str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class ApiRequest(BaseHTTPRequestHandler):
    server: ApiServer

    def log_message(self, *_: Any) -> None:
        """Nothing: a test's output is its own."""

    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.answer()

    def do_PATCH(self) -> None:
        self.answer()

    def answer(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0))).decode()
        self.server.heard.append((self.command, headers))
        if self.server.script:
            self.send(*self.server.script.pop(0))
            return
        found = handler(self.event(headers, body), None)
        sent = b64decode(found["body"]) if found.get("isBase64Encoded") else found["body"].encode()
        self.send(found["statusCode"], found["headers"], sent)

    def event(self, headers: dict[str, str], body: str) -> dict[str, Any]:
        address = urlsplit(self.path)
        http = {"method": self.command, "path": address.path, "sourceIp": "203.0.113.7"}
        return {
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": address.path,
            "rawQueryString": address.query,
            "headers": headers,
            "body": body,
            "isBase64Encoded": False,
            "requestContext": {"http": http, "stage": "$default", "requestId": "request"},
        }

    def send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def api_server(*script: tuple[int, dict[str, str], bytes]) -> Iterator[ApiServer]:
    server = ApiServer(list(script))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
