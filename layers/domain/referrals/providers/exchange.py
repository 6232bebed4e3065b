"""One question over HTTP to a server that nobody here runs: one deadline, and an end to its answer.

No redirect is followed and no proxy asked. Who asks decides how often, and what an answer means.
"""

import http.client
import math
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

LARGEST_ANSWER = 2**20


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes


def exchange(
    url: str,
    headers: Mapping[str, str],
    seconds: float,
    *,
    body: bytes | None = None,
    method: str = "",
    largest: int = LARGEST_ANSWER,
    public_only: bool = False,
) -> Reply:
    """OSError or HTTPException without a whole answer.

    A GET, or a POST where there is a body, unless `method` says otherwise. `public_only` refuses a
    name that leads into a network of one's own, whenever it is looked up.
    """
    parts = urlsplit(url)
    ends = time.monotonic() + seconds
    line = (Line if parts.scheme == "http" else SecureLine)(parts.netloc, timeout=seconds)
    line.public_only = public_only
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        with deadline(line, seconds):
            verb = method or ("GET" if body is None else "POST")
            line.request(verb, target, body, dict(headers))
            answer = line.getresponse()
            found = answer.read(largest + 1)
        if time.monotonic() >= ends:
            raise TimeoutError  # cut off, which may look like the end
        if len(found) > largest or answer.length:
            raise http.client.HTTPException("the answer is too long or was cut off")
        answer_headers = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, answer_headers, found)
    finally:
        line.close()


class Line(http.client.HTTPConnection):
    """A connection that can be cut at any moment, its TLS handshake included."""

    ends = math.inf
    """On the monotonic clock, as `deadline` sets it."""
    public_only = False
    wire: socket.socket | None = None
    """The open socket: `sock` is forgotten as soon as an answer begins."""

    def connect(self) -> None:
        self.sock = self.wire = self.first_connection(self.addresses())
        if self.remaining_seconds() <= 0:  # time was up before there was anything to cut
            raise TimeoutError

    def addresses(self) -> list[str]:
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in found]
        if self.public_only:
            from referrals.providers.channels.public_address import require_public

            require_public(self.host, addresses)
        return addresses

    def first_connection(self, addresses: list[str]) -> socket.socket:
        """The first that answers, all of them within the time that is left."""
        failed: OSError = TimeoutError()
        for address in addresses:
            left = self.remaining_seconds()
            if left <= 0:
                break
            try:
                return socket.create_connection((address, self.port), left)
            except OSError as error:
                failed = error
        raise failed

    def remaining_seconds(self) -> float:
        """Seconds, at most as many as the time-out of a single read."""
        return min(self.ends - time.monotonic(), self.timeout or math.inf)


class SecureLine(Line):
    default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        super().connect()
        # The handshake is a step of its own, so that the deadline can cut it off as well.
        secured = trust().wrap_socket(
            self.sock, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock = self.wire = secured
        secured.do_handshake()


@contextmanager
def deadline(line: Line, seconds: float) -> Iterator[None]:
    """Cuts the line when time is up: a time-out per read would let it drip for ever.

    Looking a name up can't be cut; what follows it has only what is left.
    """
    line.ends = time.monotonic() + seconds

    def cut() -> None:
        if line.wire is not None:
            with suppress(OSError):
                # Below TLS: its own shutdown would wait for the other side.
                socket.socket.shutdown(line.wire, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@cache
def trust() -> ssl.SSLContext:
    return ssl.create_default_context()
