"""Where a webhook may go: https on port 443 at a public address, looked up once and then kept.

Whoever writes the address is trusted with a program, not with our network: every answer of the
name must be public, and the connection goes to the very address that was checked.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from referrals.model.errors import RefusedError

type IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
type Resolve = Callable[[str, int], Sequence[str]]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# All that was ever given out for hosts of the internet; what lies beside it is somebody's own.
_GIVEN_OUT = ipaddress.ip_network("2000::/3")
# Of the registries of special purposes, what Python takes for the internet.
_SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",  # protocols
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # AMT
            "192.88.99.0/24",  # relays of 6to4
            "192.175.48.0/24",  # AS112
            "2001::/23",  # protocols
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
        ),
    )
)


class ForbiddenAddressError(RefusedError):
    code = "forbidden_address"


class UnknownHostError(RefusedError):
    """The name has no address now; it may have one later."""

    code = "unknown_host"


@dataclass(frozen=True, slots=True)
class CheckedAddress:
    """An address that was checked, and the name to ask for there."""

    secure: bool
    """Over TLS; only this machine itself is ever called without."""
    host: str
    port: int
    address: str
    target: str


def resolve(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [str(entry[4][0]) for entry in found]


def place_of(url: str, *, local: bool = False, resolve: Resolve = resolve) -> CheckedAddress:
    """`local` also allows plain http to this machine itself, as the local stack needs."""
    kind, host, port, target = _parts(url)
    loopback = local and kind == "http"
    if not loopback and (kind, port) != ("https", 443):
        raise _forbidden("only https on port 443 is called.")
    addresses = [ipaddress.ip_address(text.partition("%")[0]) for text in resolve(host, port)]
    if not addresses:
        raise UnknownHostError(f"{host} has no address.", field="webhook_url")
    allowed = all(a.is_loopback for a in addresses) if loopback else all(map(public, addresses))
    if not allowed:
        raise _forbidden(f"{host} is not at a public address.")
    return CheckedAddress(kind == "https", host, port, str(addresses[0]), target)


def require_public(host: str, addresses: Sequence[str]) -> None:
    """ForbiddenAddressError where any of them is somebody's own network."""
    if not all(public(ipaddress.ip_address(text.partition("%")[0])) for text in addresses):
        raise _forbidden(f"{host} is not at a public address.")


def public(address: IpAddress) -> bool:
    """Whether anybody on the internet could be meant, after unwrapping IPv4 inside IPv6."""
    inner = _inner_address(address)
    if inner is not None:
        return public(inner)
    odd = address.is_multicast or address.is_reserved or address.is_unspecified
    if odd or any(address in network for network in _SPECIAL):
        return False
    return address.is_global and (address.version == 4 or address in _GIVEN_OUT)


def _inner_address(address: IpAddress) -> IpAddress | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour


def _parts(url: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError:
        raise _forbidden("this is not an address.") from None
    odd = any(letter <= " " or ord(letter) > 126 or letter == "\\" for letter in url)
    if odd or not parts.hostname or "@" in parts.netloc:
        raise _forbidden("this is not a plain address.")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, parts.hostname, port, target


def _forbidden(why: str) -> ForbiddenAddressError:
    remedy = "Use an https:// address that the internet can reach."
    return ForbiddenAddressError(why, field="webhook_url", remedy=remedy)
