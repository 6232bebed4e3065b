"""Knocks at the address that a shop sends its orders to, from outside and without a signature.

Whoever answers must be this stack, and must believe nothing of it: then the name, the way to it and
the kept secret are there, and only the shop's own signature is missing.
"""

import json
from enum import StrEnum

from referrals.providers.channels.post import NoAnswerError, ask
from referrals.providers.channels.public_address import (
    ForbiddenAddressError,
    UnknownHostError,
    place_of,
)

SECONDS = 4.0
LARGEST = 4096
_JSON = {"content-type": "application/json"}


class DoorState(StrEnum):
    """What came of a knock."""

    OPEN = "open"
    """It asked for the shop's signature, as it should."""
    CLOSED = "closed"
    """This stack answers, and takes nothing of this source."""
    FOREIGN = "foreign"
    """Something else answers at the address."""
    BUSY = "busy"
    """It asks to come later."""
    SILENT = "silent"
    """Nobody answers there."""


def try_door(url: str, *, local: bool) -> DoorState:
    """`local` as for `place_of`."""
    try:
        place = place_of(url, local=local)
        status, body = ask(place, b"{}", _JSON, seconds=SECONDS, largest=LARGEST)
    except (NoAnswerError, UnknownHostError, ForbiddenAddressError):
        return DoorState.SILENT
    if status == 429 or status >= 500:
        return DoorState.BUSY
    return _STATES.get((status, _code_in(body)), DoorState.FOREIGN)


_STATES = {
    (401, "bad_signature"): DoorState.OPEN,
    (404, "unknown_source"): DoorState.CLOSED,
}


def _code_in(body: bytes) -> str:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    return str(told.get("code", "")) if isinstance(told, dict) else ""
