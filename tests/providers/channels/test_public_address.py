"""Where a webhook may go: nowhere inside, however the address is spelled."""

import ipaddress
from collections.abc import Sequence

import pytest

from referrals.providers.channels.public_address import (
    CheckedAddress,
    ForbiddenAddressError,
    Resolve,
    UnknownHostError,
    place_of,
    public,
)

HOOK = "https://hooks.shop.example/in?x=1"


def answering(*addresses: str) -> Resolve:
    def resolve(host: str, port: int) -> Sequence[str]:
        return addresses

    return resolve


def test_a_public_address_is_kept_with_its_name() -> None:
    place = place_of(HOOK, resolve=answering("8.8.8.8", "2001:4860:4860::8888"))

    assert place == CheckedAddress(True, "hooks.shop.example", 443, "8.8.8.8", "/in?x=1")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.1.1",
        "255.255.255.255",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:db8::1",
        "fec0::1",
        "3fff::1",
        "3fff:fff:ffff::1",
        "5f00::1",
        "100::1",
        "64:ff9b:1::1",
        "2001::1",
        "2001:1::1",
        "2001:20::1",
        "2620:4f:8000::1",
        "4000::1",
        "192.0.0.9",
        "192.31.196.1",
        "192.52.193.1",
        "192.88.99.1",
        "192.175.48.1",
        "198.18.0.1",
    ],
)
def test_an_address_inside_is_never_public(address: str) -> None:
    assert not public(ipaddress.ip_address(address))
    with pytest.raises(ForbiddenAddressError):
        place_of(HOOK, resolve=answering("8.8.8.8", address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_an_address_outside_is_public(address: str) -> None:
    assert public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.shop.example/in",
        "https://hooks.shop.example:8443/in",
        "https://user:pass@hooks.shop.example/",
        "https://hooks.shop.example\\@inside/",
        "https://hooks.shop.example/a b",
        "https://hooks.shop.example/\r\nX: y",
        "https://",
        "https://[::1",
        "ftp://hooks.shop.example/",
        "file:///etc/passwd",
        "hooks.shop.example",
        "https://hooks.shop.example:99999/",
        "https://bäckerei.example/",
    ],
)
def test_anything_but_plain_https_is_refused(url: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        place_of(url, resolve=answering("8.8.8.8"))


def test_a_name_without_an_address_may_get_one_later() -> None:
    with pytest.raises(UnknownHostError):
        place_of(HOOK, resolve=answering())


def test_only_the_local_stack_calls_this_machine() -> None:
    hook = "http://localhost:8787/in"

    place = place_of(hook, local=True, resolve=answering("127.0.0.1"))

    assert (place.secure, place.port, place.address) == (False, 8787, "127.0.0.1")
    with pytest.raises(ForbiddenAddressError):
        place_of(hook, resolve=answering("127.0.0.1"))


@pytest.mark.parametrize("address", ["192.168.1.1", "8.8.8.8"])
def test_the_local_stack_calls_nobody_else_without_tls(address: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        place_of("http://printer/", local=True, resolve=answering(address))
