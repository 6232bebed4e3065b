"""One POST to a checked place: no redirects, an end after ten seconds, and only the status read.

The name is resolved once, by `public_address`; the connection goes there and TLS asks for the
name, so that a second look-up can't lead inside.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache

from referrals.providers.channels.public_address import Place

SECONDS = 10.0


class NoAnswerError(Exception):
    """The other side could not be reached or did not answer in time; the text names the kind."""


def post(place: Place, body: bytes, headers: Mapping[str, str], *, seconds: float = SECONDS) -> int:
    """The status answered. Raises NoAnswerError."""
    connection = _connection(place, seconds)
    try:
        with _deadline(connection, seconds):
            connection.request("POST", place.target, body, dict(headers))
            # Its body is of no use here, so however large or slow it is, it can do no harm.
            return connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswerError(type(error).__name__) from error
    finally:
        connection.close()


class _Plain(http.client.HTTPConnection):
    def __init__(self, place: Place, seconds: float) -> None:
        super().__init__(place.host, place.port, timeout=seconds)
        self._address = place.address
        self.line: socket.socket | None = None
        """The open connection: `sock` is forgotten as soon as an answer begins."""

    def connect(self) -> None:
        self.sock = self.line = socket.create_connection((self._address, self.port), self.timeout)


class _Secure(_Plain):
    default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        super().connect()
        # The handshake is a step of its own, so that the deadline can cut it off as well.
        secured = _trust().wrap_socket(
            self.sock, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.sock = self.line = secured
        secured.do_handshake()


def _connection(place: Place, seconds: float) -> _Plain:
    return (_Secure if place.secure else _Plain)(place, seconds)


@contextmanager
def _deadline(connection: _Plain, seconds: float) -> Iterator[None]:
    """Cuts the connection when time is up: a time-out per read would let it drip for ever."""

    def cut() -> None:
        if connection.line is not None:
            with suppress(OSError):
                # Below TLS: its own shutdown would wait for the other side.
                socket.socket.shutdown(connection.line, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
