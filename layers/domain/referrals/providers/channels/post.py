"""One POST to a checked place: no redirects, an end after four seconds, and only the status read.

The name is resolved once, by `public_address`; the connection goes there and TLS asks for the
name, so that a second look-up can't lead inside.
"""

import http.client
from collections.abc import Mapping

from referrals.providers.channels.public_address import CheckedAddress
from referrals.providers.exchange import Line, SecureLine, deadline

# Ten calls to ten systems that hang fit the time that their function has.
SECONDS = 4.0


class NoAnswerError(Exception):
    """The other side could not be reached or did not answer in time; the text names the kind."""


def post(
    place: CheckedAddress, body: bytes, headers: Mapping[str, str], *, seconds: float = SECONDS
) -> int:
    """The status answered. Raises NoAnswerError."""
    # The answer's body is of no use here, so however large or slow it is, it can do no harm.
    return _answer(place, body, headers, seconds=seconds, largest=0)[0]


def ask(
    place: CheckedAddress,
    body: bytes,
    headers: Mapping[str, str],
    *,
    seconds: float,
    largest: int,
) -> tuple[int, bytes]:
    """The status and the answer's body, both within `seconds`. Raises NoAnswerError, also where
    the body is longer than `largest`."""
    status, found = _answer(place, body, headers, seconds=seconds, largest=largest + 1)
    if len(found) > largest:
        raise NoAnswerError("TooLong")
    return status, found


def _answer(
    place: CheckedAddress,
    body: bytes,
    headers: Mapping[str, str],
    *,
    seconds: float,
    largest: int,
) -> tuple[int, bytes]:
    connection = _connection(place, seconds)
    try:
        with deadline(connection, seconds):
            connection.request("POST", place.target, body, dict(headers))
            answer = connection.getresponse()
            found = answer.read(largest) if largest else b""
        if largest and connection.remaining_seconds() <= 0:  # cut off, which may look like the end
            raise TimeoutError
        return answer.status, found
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswerError(type(error).__name__) from error
    finally:
        connection.close()


class _Plain(Line):
    """Goes to the address that was checked, whatever the name means by now."""

    def __init__(self, place: CheckedAddress, seconds: float) -> None:
        super().__init__(place.host, place.port, timeout=seconds)
        self._address = place.address

    def addresses(self) -> list[str]:
        return [self._address]


class _Secure(_Plain, SecureLine):
    pass


def _connection(place: CheckedAddress, seconds: float) -> _Plain:
    return (_Secure if place.secure else _Plain)(place, seconds)
