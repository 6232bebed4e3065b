"""Requests about a person's data: who asked for what, by when, and how far it has come.

A request names people by keyed hash and orders by id only. What stands in for an erased person's
hash is made with a seed that is thrown away, so that nothing leads back from it.
"""

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from referrals.model.era import EPOCH
from referrals.model.order_key import ConversionKey

DAY = timedelta(days=1)
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
    shop: str = ""
    """Whose customers it is about, as the signed body says: one secret may serve many shops."""


class PrivacyState(StrEnum):
    """open -> done; held -> open | refused by a person; a repeated request opens a done one."""

    OPEN = "open"
    """Waits: for the clock to erase, or for the merchant to export."""
    HELD = "held"
    """Genuine, but perhaps not about this shop: a person releases or refuses it."""
    DONE = "done"
    """Carried out; the hash it was found by is gone with it."""
    REFUSED = "refused"
    """A person said that it isn't about this shop; the hash is gone with it, too."""


class Doubt(StrEnum):
    """Why a genuine request is not carried out before a person has looked at it."""

    ANOTHER_SHOP = "another_shop"
    """It names another shop than the one that the source is connected to."""
    SHOP_UNKNOWN = "shop_unknown"
    """Everybody of a shop is to be forgotten, and nothing says which shop this source is."""
    SHOP_STILL_SENDS = "shop_still_sends"
    """Everybody of a shop is to be forgotten, but its orders still come: it never left."""


HELD_WORDS = {
    Doubt.ANOTHER_SHOP: "It names another shop than the one this source is connected to. Refuse"
    " it, unless its customers are this program's.",
    Doubt.SHOP_UNKNOWN: "It would erase everybody who ordered through this source, and nothing says"
    " which shop that is. Name the shop with `goodword source add ... --shop`, or release it.",
    Doubt.SHOP_STILL_SENDS: "It would erase everybody who ordered through this source, but orders"
    " still come from it, so the shop seems never to have left. Release it only if you are sure.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRequest:
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
    received_at: datetime
    due_at: datetime
    state: PrivacyState = PrivacyState.OPEN
    done_at: datetime | None = None
    told_at: datetime | None = None
    """When the merchant was told of it."""
    seed: str = ""
    """Makes the stand-ins while the request is open; gone with it."""
    cursor: str = ""
    """The last order that was looked at, where all of a shop's are."""
    looked_at: datetime | None = None
    """When an erased person's orders were looked at last, for what came late."""
    found: int = 0
    """Orders erased so far."""
    shop: str = ""
    held_for: str = ""
    """A doubt, while a person must look at it."""
    released: bool = False
    """A person has looked at it, and it is to be carried out."""
    failed: int = 0
    """Orders of a shop that could not be erased in this pass through its orders."""

    walked: int = 0
    """About how many items were gone through for a shop, of all items of the table."""

    @property
    def keys(self) -> tuple[ConversionKey, ...]:
        return tuple(map(ConversionKey.parse, self.orders))

    @property
    def waiting(self) -> bool:
        return self.state in (PrivacyState.OPEN, PrivacyState.HELD)

    def late(self, now: datetime) -> bool:
        return self.waiting and self.due_at <= now

    def due_soon(self, now: datetime) -> bool:
        return self.waiting and self.due_at - DUE_SOON <= now

    def to_look_at(self, now: datetime) -> bool:
        """Whether a done erasure is looked at again: daily, while late deliveries can come."""
        erased = self.kind is PrivacyKind.CUSTOMER_REDACT and self.state is PrivacyState.DONE
        watched = erased and self.done_at is not None and now < self.done_at + WATCHED
        looked_at = self.looked_at or EPOCH
        return watched and bool(self.orders) and looked_at + DAY <= now


def doubt_of(asked: StoredRequest, shops: Collection[str], heard_at: datetime) -> Doubt | None:
    """`shops` by every name that is known of the source's; `heard_at` is when it told of an order
    last. What the merchant's own server asked is never doubted, nor what a person released.
    """
    if asked.released or not asked.source:
        return None
    if asked.kind is PrivacyKind.UNINSTALLED and not asked.shop:
        return None  # It only tells people.
    if shops and asked.shop not in shops:
        return Doubt.ANOTHER_SHOP
    if asked.kind is not PrivacyKind.SHOP_REDACT:
        return None
    if not shops:
        return Doubt.SHOP_UNKNOWN
    # Two days after a shop has left it is asked to be forgotten: nothing came since then.
    return Doubt.SHOP_STILL_SENDS if heard_at > asked.received_at - DAY else None


def plain_shop(shop: str) -> str:
    """A shop's host as it is compared."""
    host = shop.strip().lower().partition("://")[2] or shop.strip().lower()
    return host.partition("/")[0].rstrip(".")[:253]


def request_id(key: bytes, *parts: str) -> str:
    """Equal for the same request told again; keyed, for what it is made of is personal."""
    message = "privacy:" + "\n".join(parts)
    return hmac.digest(key, message.encode(), hashlib.sha256).hex()[:32]


def stand_in(seed: str, customer_hash: str) -> str:
    """The stand-in for an erased person's hash: equal for equal hashes."""
    assert seed, "a stand-in needs a seed"
    if not customer_hash or customer_hash.startswith(ERASED):
        return customer_hash
    digest = hmac.digest(seed.encode(), customer_hash.encode(), hashlib.sha256)
    return ERASED + digest.hex()[:32]
