"""A shop's own system on this machine, which is asked about orders and answers as it is told."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class VetoServer:
    """A shop's system on this machine."""

    status: int = 200
    answer: bytes = b'{"verdict": "allow"}'
    wait: float = 0
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}/veto"


@contextmanager
def open_veto_server() -> Iterator[VetoServer]:
    told = VetoServer()

    class VetoHandler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            told.got.append(({name.lower(): v for name, v in self.headers.items()}, body))
            with suppress(OSError):
                self.send_response(told.status)
                self.end_headers()
                time.sleep(told.wait)
                self.wfile.write(told.answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), VetoHandler)
    told.port = server.server_address[1]
    Thread(target=server.serve_forever, daemon=True).start()
    yield told
    server.shutdown()
    server.server_close()
