"""Requests about a person's data: who asked for what, by when, and how far it has come.

A request names people by keyed hash and orders by id only. What stands in for an erased person's
hash is made with a seed that is thrown away, so that nothing leads back from it.
"""

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum

from referrals.model.conversion import ConversionKey

DAY = 86_400
DUE_AFTER = 30 * DAY
DUE_SOON = 7 * DAY
# As long as raw bodies are kept: what was late or on its way at the time is erased then.
WATCHED = 30 * DAY
KEPT = 365 * DAY
ERASED = "erased-"


class PrivacyKind(StrEnum):
    """What is asked for."""

    DATA_REQUEST = "data_request"
    """A person wants to know what is held about them."""
    CUSTOMER_REDACT = "customer_redact"
    """A person is to be forgotten."""
    SHOP_REDACT = "shop_redact"
    """Everybody who came through a source is to be forgotten."""
    UNINSTALLED = "uninstalled"
    """Nothing more will come from the shop: the merchant is told."""


@dataclass(frozen=True, slots=True)
class PrivacyRequest:
    """One request, as a source's body tells it; nothing in it names a person."""

    kind: PrivacyKind
    customer_hash: str = ""
    order_ids: tuple[str, ...] = ()
    reference: str = ""
    """The source's own id of the request, where it has one."""


class PrivacyState(StrEnum):
    """open -> done; a repeated request opens it again."""

    OPEN = "open"
    """Waits: for the clock to erase, or for the merchant to export."""
    DONE = "done"
    """Carried out; the hash it was found by is gone with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it is kept."""

    request_id: str
    program_id: str
    source: str
    """Empty when the merchant's own server asked."""
    kind: PrivacyKind
    customer_hash: str = ""
    orders: tuple[str, ...] = ()
    """Conversion keys, as text."""
    reference: str = ""
    received_at: int
    due_at: int
    state: PrivacyState = PrivacyState.OPEN
    done_at: int = 0
    told_at: int = 0
    """When the merchant was told of it."""
    seed: str = ""
    """Makes the stand-ins while the request is open; gone with it."""
    cursor: str = ""
    """The last order that was looked at, where all of a shop's are."""
    looked_at: int = 0
    """When an erased person's orders were looked at last, for what came late."""
    found: int = 0
    """Orders erased so far."""
    failed: int = 0
    """Orders of a shop that could not be erased in this pass through its orders."""

    @property
    def keys(self) -> tuple[ConversionKey, ...]:
        return tuple(map(ConversionKey.parse, self.orders))

    def late(self, now: int) -> bool:
        return self.state is PrivacyState.OPEN and self.due_at <= now

    def due_soon(self, now: int) -> bool:
        return self.state is PrivacyState.OPEN and self.due_at - DUE_SOON <= now

    def to_look_at(self, now: int) -> bool:
        """Whether a done erasure is looked at again: daily, while late deliveries can come."""
        erased = self.kind is PrivacyKind.CUSTOMER_REDACT and self.state is PrivacyState.DONE
        watched = erased and now < self.done_at + WATCHED
        return watched and bool(self.orders) and self.looked_at + DAY <= now


def request_id(key: bytes, *told: str) -> str:
    """Equal for the same request told again; keyed, for what it is made of is personal."""
    message = "privacy:" + "\n".join(told)
    return hmac.digest(key, message.encode(), hashlib.sha256).hex()[:32]


def stand_in(seed: str, customer_hash: str) -> str:
    """What an erased person's items say instead of their hash: the same for the same person."""
    assert seed, "a stand-in needs a seed"
    if not customer_hash or customer_hash.startswith(ERASED):
        return customer_hash
    digest = hmac.digest(seed.encode(), customer_hash.encode(), hashlib.sha256)
    return ERASED + digest.hex()[:32]
