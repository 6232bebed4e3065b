"""Asking and telling servers that nobody here runs, over TLS: trusted, named, and with an end."""

import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from referrals.providers.channels.post import NoAnswerError, post
from referrals.providers.channels.public_address import CheckedAddress, ForbiddenAddressError
from referrals.providers.exchange import exchange, trust
from referrals.providers.shops.store_client import StoreClient
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
    place = CheckedAddress(True, "127.0.0.1", port, "127.0.0.1", "/hook")

    assert post(place, b"{}", {}) == 200


def test_tls_asks_for_the_name_and_not_for_the_address(port: int) -> None:
    with pytest.raises(NoAnswerError, match="SSLCertVerificationError"):
        post(CheckedAddress(True, "shop.example", port, "127.0.0.1", "/hook"), b"{}", {})


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


def name_this_machine(patch: pytest.MonkeyPatch, *addresses: str, after: float = 0.0) -> None:
    """Lets this machine know `shop.example`, so many seconds after it was asked."""
    really = socket.getaddrinfo

    def look_up(host: str, port: int, *rest: Any, **options: Any) -> Any:
        if host != "shop.example":
            return really(host, port, *rest, **options)
        time.sleep(after)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    patch.setattr(socket, "getaddrinfo", look_up)


def test_time_spent_on_a_name_is_not_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    name_this_machine(monkeypatch, "127.0.0.1", after=0.4)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()

        with pytest.raises(TimeoutError):
            exchange(f"http://shop.example:{silent.getsockname()[1]}/", {}, 0.3)

    assert time.monotonic() - began < 1


def test_several_silent_addresses_share_one_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    # 192.0.2.0/24 is reserved for documentation: nothing there ever answers.
    name_this_machine(monkeypatch, *(f"192.0.2.{number}" for number in range(1, 6)))
    began = time.monotonic()

    with pytest.raises(OSError, match=r"timed out|unreachable|^$"):
        exchange("http://shop.example:9/", {}, 0.5)

    assert time.monotonic() - began < 2


def test_a_store_inside_is_refused_however_it_is_named(port: int) -> None:
    for host in ("127.0.0.1", "localhost"):
        with pytest.raises(ForbiddenAddressError):
            exchange(f"https://{host}:{port}/", {}, 5, public_only=True)


def test_a_store_s_own_client_asks_public_places_alone(port: int) -> None:
    ask = StoreClient(f"https://127.0.0.1:{port}", time.monotonic() + 5, lambda _: None)

    with pytest.raises(ForbiddenAddressError):
        ask.get("/orders", {})
