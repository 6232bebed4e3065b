"""A server on loopback that answers by a script, so that faults come exactly when wanted."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Script:
    """`answers` are played in turn, then the last one again; `asked` are the requests seen."""

    answers: list[bytes | float]
    """Bytes to send; b"" hangs up; a number is seconds of silence before hanging up."""
    url: str = ""
    asked: list[bytes] = field(default_factory=list)
    connections: int = 0

    def next(self) -> bytes | float:
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


def reply(status: int, body: Any = None, **headers: str) -> bytes:
    """One HTTP reply; `headers` with underscores for hyphens."""
    content = body if isinstance(body, bytes) else json.dumps(body if body is not None else {})
    raw = content if isinstance(content, bytes) else content.encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{n}: {v}\r\n" for n, v in {"content-length": str(len(raw)), **named}.items())
    return f"HTTP/1.1 {status} Said\r\n{lines}\r\n".encode() + raw


def refusal(code: str, status: int = 400, **more: Any) -> bytes:
    told = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "no", **more}
    return reply(status, told)


@contextmanager
def playing(*answers: bytes | float) -> Iterator[Script]:
    script = Script(list(answers))
    with socket.create_server(("127.0.0.1", 0)) as server:
        script.url = f"http://127.0.0.1:{server.getsockname()[1]}"
        threading.Thread(target=_accept, args=(server, script), daemon=True).start()
        yield script
        server.shutdown(socket.SHUT_RDWR)


def _accept(server: socket.socket, script: Script) -> None:
    with suppress(OSError):
        while True:
            connection, _ = server.accept()
            script.connections += 1
            threading.Thread(target=_serve, args=(connection, script), daemon=True).start()


def _serve(connection: socket.socket, script: Script) -> None:
    with connection, suppress(OSError):
        while request := _read(connection):
            script.asked.append(request)
            answer = script.next()
            if isinstance(answer, int | float):
                time.sleep(answer)
                return
            if not answer:
                return
            connection.sendall(answer)
            if b"connection: close" in answer or b"content-length" not in answer:
                return


def _read(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536) or _hang_up()
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        body += connection.recv(65536) or _hang_up()
    return head + b"\r\n\r\n" + body


def _hang_up() -> bytes:
    raise OSError("the client hung up")
