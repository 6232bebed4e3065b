"""Klaviyo and Slack on this machine: they keep what came, and answer as the real ones do."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

PROFILE_ID = "01GDDKASAP8TKDDA2GRZDSVP4H"
# The answers' shapes as the services document them; of a profile, what is looked at.
PROFILE = {"data": {"type": "profile", "id": PROFILE_ID, "attributes": {"email": "x@y.example"}}}
THROTTLED = {
    "errors": [
        {
            "id": "4b1fbc17-9b5f-4a3d-8d0e-1f5c1d2b7a11",
            "status": 429,
            "code": "throttled",
            "title": "Request was throttled.",
            "detail": "Request was throttled. Expected available in 7 seconds.",
            "source": {"pointer": "/data/"},
        }
    ]
}
USUAL: dict[str, tuple[int, Any]] = {
    "/api/profile-import": (201, PROFILE),
    "/api/events": (202, None),
    "/api/data-privacy-deletion-jobs": (202, None),
    "/services/T0/B0/x0": (200, "ok"),
}


@dataclass
class OutsideStandIn:
    answers: dict[str, tuple[int, Any]] = field(default_factory=dict)
    """By path, where it isn't the usual one."""
    headers: dict[str, str] = field(default_factory=dict)
    got: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    url: str = ""
    meanwhile: Callable[[], object] = int
    """What happens before the answer."""

    @property
    def paths(self) -> list[str]:
        return [path for path, _, _ in self.got]

    def body(self, path: str) -> Any:
        return next(body for each, _, body in reversed(self.got) if each == path)


@contextmanager
def open_stand_in() -> Iterator[OutsideStandIn]:
    told = OutsideStandIn()

    class StandInHandler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            heads = {name.lower(): value for name, value in self.headers.items()}
            told.got.append((self.path, heads, body))
            told.meanwhile()
            status, said = told.answers.get(self.path) or USUAL.get(self.path, (404, "no_service"))
            text = said if isinstance(said, str) else json.dumps(said) if said else ""
            self.send_response(status)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), StandInHandler)
    told.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
