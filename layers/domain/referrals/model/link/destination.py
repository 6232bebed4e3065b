"""Where a visit leads: on to the shop, to the friend's page, to a preview, or to the fallback.

The address only ever comes from storage; of what a visitor wrote, allow-listed parameters pass.
"""

from enum import StrEnum
from typing import NamedTuple

from referrals.model.link.click import Click
from referrals.model.link.link import Landing, Link

TOKEN_NAME = "gw"  # noqa: S105 - the parameter that carries a token, not one
CODE_NAME = "ref"
OURS = (TOKEN_NAME, CODE_NAME)
# How a log line begins that reports a click the table would not take.
UNSTORED = "click not stored"
PASSED_ON = "utm_"
MOST_PASSED_CHARACTERS = 1_000
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%+")


class DestinationKind(StrEnum):
    ON = "on"
    """The friend goes on to where the link leads."""
    PREVIEW = "preview"
    """A fetcher gets the words and picture of a card."""
    FALLBACK = "fallback"
    """No live link has that code; nobody is told."""


class Destination(NamedTuple):
    kind: DestinationKind
    address: str = ""
    link: Link | None = None
    token: str = ""
    unstored: Click | None = None
    """The click that the table would not take; it must be reported."""
    reason: str = ""


def address_of(link: Link, *, token: str, query: str, public_url: str) -> str:
    """The link's destination (or the friend's page) with our parameters and the allowed ones."""
    passed = passed_on(query)
    if link.landing is Landing.WELCOME:
        return with_parameters(f"{public_url}/w/{link.code}", [(TOKEN_NAME, token)], passed)
    ours = [(TOKEN_NAME, token), (CODE_NAME, link.code)]
    return with_joint_gift(link, with_parameters(link.destination, ours, passed))


def with_joint_gift(link: Link, onward: str) -> str:
    """`onward` with the link's shared code applied, where there is one and an address for it."""
    if not link.gift:
        return onward
    # Most links have none, and the redirect is to start fast.
    from referrals.model.link.gift_address import gift_address

    return gift_address(link.gift_by, link.gift, onward) or onward


def with_parameters(address: str, ours: list[tuple[str, str]], passed: list[str]) -> str:
    """Parameters that the address has stay first and as they are; ours replace their namesakes."""
    place, mark, fragment = address.partition("#")
    path, _, query = place.partition("?")
    kept = [pair for pair in query.split("&") if pair and _name(pair) not in OURS]
    names = {_name(pair) for pair in kept}
    added = [pair for pair in passed if _name(pair) not in names]
    pairs = [f"{name}={value}" for name, value in ours if value]
    parameters = "&".join([*kept, *added, *pairs])
    return f"{path}{'?' if parameters else ''}{parameters}{mark}{fragment}"


def passed_on(query: str) -> list[str]:
    """The visitor's allow-listed parameters, made harmless; too much of them is left out."""
    passed: list[str] = []
    room = MOST_PASSED_CHARACTERS
    for pair in query.split("&"):
        if pair.startswith(PASSED_ON) and "=" in pair:
            name, _, value = pair.partition("=")
            harmless = f"{_harmless(name)}={_harmless(value)}"
            room -= len(harmless)
            if room < 0:
                break
            passed.append(harmless)
    return passed


def _name(pair: str) -> str:
    return pair.partition("=")[0]


def _harmless(text: str) -> str:
    return "".join(letter if letter in _PLAIN else _escape(letter) for letter in text)


def _escape(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "replace"))
