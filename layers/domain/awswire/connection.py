"""One keep-alive HTTP/1.1 connection on a plain or TLS socket, every wait of it under a deadline.

`http.client` would do, but loads the e-mail parser: a quarter of the redirect's cold start.
"""

import os
import select
import socket
import time
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import ssl

AMAZON_ROOTS = os.path.join(os.path.dirname(__file__), "amazon_roots.pem")
MOST_BYTES = 32 * 2**20


class BrokenReplyError(ConnectionError):
    """What came back is not a whole HTTP reply."""


class Address(NamedTuple):
    host: str
    port: int
    roots: str = ""
    """PEM file of the authorities to trust; without one the connection is plain."""

    @property
    def host_header(self) -> str:
        """As the Host header spells it."""
        usual = 443 if self.roots else 80
        return self.host if self.port == usual else f"{self.host}:{self.port}"


class WireReply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


class Connection:
    def __init__(self, address: Address, deadline: float) -> None:
        # As bytes: a name given as text would load the tables of international names first.
        host: Any = address.host.encode("ascii")
        self._socket = socket.create_connection(
            (host, address.port), timeout=_remaining_seconds(deadline)
        )
        try:
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if address.roots:
                context = trusting(address.roots)
                self._socket.settimeout(_remaining_seconds(deadline))
                self._socket = context.wrap_socket(self._socket, server_hostname=host)
        except BaseException:
            self._socket.close()
            raise
        self._buffer = b""
        self.reusable = True

    def stale(self) -> bool:
        """Whether the other side hung up (or spoke unasked) since the last reply."""
        return bool(select.select([self._socket], [], [], 0)[0])

    def ask(self, request: bytes, deadline: float) -> WireReply:
        """Sends the bytes and reads one reply; ConnectionError or TimeoutError otherwise."""
        self._socket.settimeout(_remaining_seconds(deadline))
        self._socket.sendall(request)
        status, headers = self._head(deadline)
        while 100 <= status < 200:
            status, headers = self._head(deadline)
        return WireReply(status, headers, self._body(headers, deadline))

    def close(self) -> None:
        self._socket.close()

    def _head(self, deadline: float) -> tuple[int, dict[str, str]]:
        first, *lines = self._until(b"\r\n\r\n", deadline).decode("latin-1").split("\r\n")
        version, _, rest = first.partition(" ")
        if not version.startswith("HTTP/1.") or not rest[:3].isdigit():
            raise BrokenReplyError("not an HTTP/1.1 reply")
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): text.strip() for name, _, text in pairs}
        asked_to_close = headers.get("connection", "").lower() == "close"
        self.reusable = version == "HTTP/1.1" and not asked_to_close
        return int(rest[:3]), headers

    def _body(self, headers: dict[str, str], deadline: float) -> bytes:
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return self._chunks(deadline)
        length = headers.get("content-length", "")
        if length.isdigit():
            return self._exactly(int(length), deadline)
        self.reusable = False
        while more := self._receive(deadline):
            self._buffer += more
        return self._buffer

    def _chunks(self, deadline: float) -> bytes:
        body = b""
        while True:
            size = self._until(b"\r\n", deadline).partition(b";")[0]
            try:
                length = int(size, 16)
            except ValueError:
                raise BrokenReplyError("not a chunk") from None
            if length == 0:
                while self._until(b"\r\n", deadline):
                    continue
                return body
            body += self._exactly(length, deadline)
            self._exactly(2, deadline)

    def _until(self, mark: bytes, deadline: float) -> bytes:
        while mark not in self._buffer:
            self._buffer += self._receive(deadline) or _hung_up()
        found, _, self._buffer = self._buffer.partition(mark)
        return found

    def _exactly(self, length: int, deadline: float) -> bytes:
        if length > MOST_BYTES:
            raise BrokenReplyError("the reply is too long")
        while len(self._buffer) < length:
            self._buffer += self._receive(deadline) or _hung_up()
        found, self._buffer = self._buffer[:length], self._buffer[length:]
        return found

    def _receive(self, deadline: float) -> bytes:
        if len(self._buffer) > MOST_BYTES:
            raise BrokenReplyError("the reply is too long")
        self._socket.settimeout(_remaining_seconds(deadline))
        return self._socket.recv(65536)


@cache
def trusting(roots: str) -> "ssl.SSLContext":
    """Loaded once, and only these: the machine's whole bundle costs more than the connection."""
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cafile=roots)
    return context


def _remaining_seconds(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("no time is left")
    return left


def _hung_up() -> bytes:
    raise BrokenReplyError("the other side hung up")
