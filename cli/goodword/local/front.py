"""The front: one fixed address for people and shops, passed on to the emulator's HTTP API.

The emulator tells APIs apart by host name, and `*.localhost` does not resolve everywhere.
"""

import http.client
import os
import sys
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from goodword.local import bridge, home, inbox, process, webhook_page
from goodword.local.place import StackPlace

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}
PASS_ON_SECONDS = 40
HTML = [("content-type", "text/html; charset=utf-8")]
EAR_SECRET = "GOODWORD_EAR_SECRET"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Upstream:
    port: int
    host: str


class LocalFront(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    upstream: Upstream
    page: webhook_page.WebhookPage

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        match self.command, self.path:
            case "GET", "/":
                self._give(200, HTML, home.page().encode())
            case "GET", "/inbox":
                self._give(200, HTML, self._inbox())
            case "GET", webhook_page.PATH:
                self._give(200, HTML, self.page.page().encode())
            case "POST", webhook_page.PATH:
                self._give(self.page.listen(dict(self.headers.items()), body), [], b"")
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
            self._give(answer.status, headers, answer.read())
        except OSError as error:
            text = f"The local stack does not answer ({error}). Try `make dev`.\n"
            self._give(502, [("content-type", "text/plain")], text.encode())
        finally:
            connection.close()

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Silence: the functions' own log lines say more."""

    def _headers(self) -> dict[str, str]:
        kept = {n: v for n, v in self.headers.items() if n.lower() not in HOP_BY_HOP}
        return {**kept, "Host": self.upstream.host}

    def _inbox(self) -> bytes:
        return inbox.page(inbox.letters(f"http://127.0.0.1:{self.upstream.port}")).encode()

    def _give(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class FrontServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def serve(port: int, upstream: Upstream, secret: str) -> None:
    served, webhooks = upstream, webhook_page.WebhookPage(secret)

    class BoundFront(LocalFront):
        upstream = served
        page = webhooks

    FrontServer(("127.0.0.1", port), BoundFront).serve_forever()


def pid_file(place: StackPlace) -> Path:
    return place.state / "front.pid"


def start(place: StackPlace, api_id: str, secret: str) -> None:
    """Does nothing when it runs already."""
    if process.running(pid_file(place)):
        return
    process.require_free(place.port, "GOODWORD_PORT")
    host = f"{api_id}.execute-api.localhost:{place.emulator_port}"
    command = [sys.executable, "-m", "goodword.local.front"]
    process.start(
        pid_file(place),
        [*command, str(place.port), str(place.emulator_port), host],
        process.inherited_environment() | {"PYTHONPATH": process.import_path(), EAR_SECRET: secret},
    )
    process.wait_until(lambda: process.listening(place.port), pid_file(place), "the front")


if __name__ == "__main__":
    bridge.open_for_containers(int(sys.argv[2]))
    serve(int(sys.argv[1]), Upstream(int(sys.argv[2]), sys.argv[3]), os.environ[EAR_SECRET])
