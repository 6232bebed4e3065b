"""Asking and telling servers that nobody here runs, over TLS: trusted, named, and with an end."""

import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from referrals.providers.channels.post import NoAnswerError, post
from referrals.providers.channels.public_address import Place
from referrals.providers.exchange import exchange, trust
from tests.tls import tls_server


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Of a server whose authority this machine trusts."""
    with tls_server(tmp_path) as (port, authority):
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        trust.cache_clear()
        yield port
    trust.cache_clear()


def test_a_trusted_server_is_asked(port: int) -> None:
    assert exchange(f"https://127.0.0.1:{port}/a?b=c", {}, 5, body=b"{}").status == 200


def test_a_message_goes_to_the_checked_address(port: int) -> None:
    place = Place(True, "127.0.0.1", port, "127.0.0.1", "/hook")

    assert post(place, b"{}", {}) == 200


def test_tls_asks_for_the_name_and_not_for_the_address(port: int) -> None:
    with pytest.raises(NoAnswerError, match="SSLCertVerificationError"):
        post(Place(True, "shop.example", port, "127.0.0.1", "/hook"), b"{}", {})


def test_an_untrusted_server_is_told_nothing(tmp_path: Path) -> None:
    trust.cache_clear()
    with tls_server(tmp_path) as (port, _), pytest.raises(ssl.SSLCertVerificationError):
        exchange(f"https://127.0.0.1:{port}/", {}, 5)


def test_a_handshake_that_never_comes_is_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()

        with pytest.raises((TimeoutError, ssl.SSLError)):
            exchange(f"https://127.0.0.1:{silent.getsockname()[1]}/", {}, 0.3)

    assert time.monotonic() - began < 3
