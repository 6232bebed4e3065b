"""The front: one fixed address for people and shops, passed on to the emulator's HTTP API.

The emulator tells APIs apart by host name, and `*.localhost` does not resolve everywhere.
"""

import http.client
import sys
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from goodword.local import bridge, inbox, process
from goodword.local.place import Place

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}
PASS_ON_SECONDS = 40
INBOX = "/inbox"


@dataclass(frozen=True, slots=True)
class Upstream:
    port: int
    host: str


class Front(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    upstream: Upstream

    def pass_on(self) -> None:
        if self.path == INBOX and self.command == "GET":
            return self._give(200, [("content-type", "text/html; charset=utf-8")], self._inbox())
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.upstream.port, timeout=PASS_ON_SECONDS
        )
        try:
            connection.request(self.command, self.path, body=body, headers=self._headers())
            answer = connection.getresponse()
            headers = [(n, v) for n, v in answer.getheaders() if n.lower() not in HOP_BY_HOP]
            return self._give(answer.status, headers, answer.read())
        except OSError as error:
            text = f"The local stack does not answer ({error}). Try `make dev`.\n"
            return self._give(502, [("content-type", "text/plain")], text.encode())
        finally:
            connection.close()

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = pass_on  # noqa: N815

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


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def serve(port: int, upstream: Upstream) -> None:
    handler = type("BoundFront", (Front,), {"upstream": upstream})
    Server(("127.0.0.1", port), handler).serve_forever()


def pid_file(place: Place) -> Path:
    return place.state / "front.pid"


def start(place: Place, api_id: str) -> None:
    """Does nothing when it runs already."""
    if process.running(pid_file(place)):
        return
    process.require_free(place.port, "GOODWORD_PORT")
    host = f"{api_id}.execute-api.localhost:{place.emulator_port}"
    command = [sys.executable, "-m", "goodword.local.front"]
    process.start(
        pid_file(place),
        [*command, str(place.port), str(place.emulator_port), host],
        process.inherited() | {"PYTHONPATH": process.import_path()},
    )
    process.wait_until(lambda: process.listening(place.port), pid_file(place), "the front")


if __name__ == "__main__":
    bridge.open_for_containers(int(sys.argv[2]))
    serve(int(sys.argv[1]), Upstream(int(sys.argv[2]), sys.argv[3]))
