"""One POST to a checked place: no redirects, an end after ten seconds, and only the status read.

The name is resolved once, by `public_address`; the connection goes there and TLS asks for the
name, so that a second look-up can't lead inside.
"""

import http.client
from collections.abc import Mapping

from referrals.providers.channels.public_address import CheckedAddress
from referrals.providers.exchange import Line, SecureLine, deadline

SECONDS = 10.0


class NoAnswerError(Exception):
    """The other side could not be reached or did not answer in time; the text names the kind."""


def post(
    place: CheckedAddress, body: bytes, headers: Mapping[str, str], *, seconds: float = SECONDS
) -> int:
    """The status answered. Raises NoAnswerError."""
    connection = _connection(place, seconds)
    try:
        with deadline(connection, seconds):
            connection.request("POST", place.target, body, dict(headers))
            # Its body is of no use here, so however large or slow it is, it can do no harm.
            return connection.getresponse().status
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
