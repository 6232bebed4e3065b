"""Asking a shop's own API for what a thin body only points at: one deadline for all of it.

No redirect is followed and no proxy asked; the answer is bounded in time and in size.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from referrals.providers.sources.source import NotFetchedError

SECONDS = 3.0
LARGEST_ANSWER = 2**20
ATTEMPTS = 2
_PAUSE_SECONDS = 0.2
_AGAIN = {429, 500, 502, 503, 504}


def fetch_all(
    root: str, paths: tuple[str, ...], headers: Mapping[str, str], *, seconds: float = SECONDS
) -> list[bytes]:
    """The bodies at `root` + each path; empty for 204. Each is asked for twice at most."""
    until = time.monotonic() + seconds
    return [_patient(root + path, headers, until) for path in paths]


def _patient(url: str, headers: Mapping[str, str], until: float) -> bytes:
    reason = "no time is left"
    for attempt in range(ATTEMPTS):
        left = until - time.monotonic() - attempt * _PAUSE_SECONDS
        if left <= 0:
            break
        if attempt:
            time.sleep(_PAUSE_SECONDS)
        try:
            status, _, body = exchange(url, headers, left)
        except (OSError, http.client.HTTPException) as error:
            reason = type(error).__name__
            continue
        if status in (200, 204):
            return body
        reason = f"status {status}"
        if status not in _AGAIN:
            break
    raise NotFetchedError(
        f"the shop's API gave no answer ({reason}).",
        remedy="Check the API path and token stored with the secret, then replay the held event.",
    )


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
    largest: int = LARGEST_ANSWER,
) -> Reply:
    """One question, a POST where there is a body; OSError or HTTPException without an answer."""
    parts = urlsplit(url)
    ends = time.monotonic() + seconds
    kind = http.client.HTTPConnection if parts.scheme == "http" else _Secure
    connection = kind(parts.netloc, timeout=seconds)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    try:
        with _deadline(seconds) as watched:
            connection.connect()
            watched.append(connection.sock)
            connection.request("GET" if body is None else "POST", target, body, dict(headers))
            answer = connection.getresponse()
            found = answer.read(largest + 1)
        if time.monotonic() >= ends:
            raise TimeoutError  # cut off, which may look like the end
        if len(found) > largest or answer.length:
            raise http.client.HTTPException("the answer is too long or was cut off")
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, told, found)
    finally:
        connection.close()


class _Secure(http.client.HTTPSConnection):
    def __init__(self, place: str, timeout: float) -> None:
        super().__init__(place, timeout=timeout, context=_trust())


@contextmanager
def _deadline(seconds: float) -> Iterator[list[socket.socket]]:
    """Cuts what is watched when time is up: a time-out per read would let it drip for ever.

    The sockets are given, for a connection forgets its own once the answer's head has come.
    """
    watched: list[socket.socket] = []

    def cut() -> None:
        for each in watched:
            with suppress(OSError):
                # Below TLS: its own shutdown would wait for the other side.
                socket.socket.shutdown(each, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield watched
    finally:
        timer.cancel()


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
