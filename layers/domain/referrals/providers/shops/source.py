"""What every source of conversions can do: prove a delivery, sign one, and translate one.

A source is a module with these names; `registry` knows where each lives.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from referrals.model.era import EPOCH, epoch_seconds
from referrals.model.errors import UnavailableError
from referrals.model.order.conversion import Reading

type Headers = Mapping[str, str]
"""Names in lower case."""


class Proof(StrEnum):
    """What a delivery's signature came to."""

    GENUINE = "genuine"
    """Signed with one of the live secrets, over exactly these bytes."""
    FORGED = "forged"
    """Not signed, or not by anyone who knows a live secret, or over other bytes."""
    STALE = "stale"
    """Signed, but at a time too far from now: a replay, or a clock that is wrong."""
    PING = "ping"
    """The platform's unsigned test knock: answered, and nothing else."""


@dataclass(frozen=True, slots=True)
class SourceContext:
    """What a translation needs to know beside the body."""

    currency: str
    """The program's: meant wherever a body names none."""
    identity_key: bytes
    """Keys the hashes that stand in for people."""
    received_at: datetime = EPOCH
    """The moment of what a body tells without one."""

    @property
    def received_ms(self) -> int:
        """The version of what a body tells without one."""
        return epoch_seconds(self.received_at) * 1000


class Source(Protocol):
    KEPT_HEADERS: tuple[str, ...]
    """The headers worth keeping beside a raw body; no others are."""

    def verify(
        self, secrets: tuple[str, ...], headers: Headers, raw: bytes, now: datetime
    ) -> Proof:
        """Never raises, whatever it is given; an empty secret proves nothing."""
        ...

    def sign(self, secret: str, raw: bytes, *, topic: str, now: datetime) -> dict[str, str]:
        """The headers that the platform itself would send, for tests and `goodword trigger`."""
        ...

    def read(self, raw: bytes, headers: Headers, context: SourceContext) -> Reading:
        """The proven body in our words; raises RefusedError where it cannot be understood."""
        ...


class NotFetchedError(UnavailableError):
    """The shop didn't hand over what its webhook only points at; the event is held meanwhile."""

    code = "not_fetched"


class Thin(Source, Protocol):
    """A source whose bodies say that something happened and leave what to its shop's API."""

    def complete(self, raw: bytes, secrets: tuple[str, ...]) -> bytes:
        """The body with what it points at, within seconds; complete ones stay as they are.

        Raises NotFetchedError when the shop doesn't answer.
        """
        ...
