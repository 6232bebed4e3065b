"""A gift code: what makes a friend's own first order cheaper, made for whoever came by one link.

It names nobody: it knows the link, the click or the browser that it was made for, and the order
that used it.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from referrals.model.code.discount import ShopCode, ShopCodeState
from referrals.model.identity import base32
from referrals.model.moment import Moment

LETTERS = 12  # 60 bits: too many to try at a checkout, few enough to type.
LONGEST = 40


class GiftState(StrEnum):
    READY = "ready"
    """The till takes it, as far as we know."""
    COMING = "coming"
    """Written down, and the shop has yet to say that it has it."""
    USED = "used"
    """An order was made cheaper by it."""
    ENDED = "ended"
    """Nobody used it in time, or its friend gets another one."""


class GiftPlace(NamedTuple):
    """What a gift follows from: there is one for each."""

    program_id: str
    link_code: str
    holder: str


class LeakKind(StrEnum):
    USED_AGAIN = "used_again"
    """Another order had used it before."""
    PASSED_ON = "passed_on"
    """The order's own click is of another link."""


class Leak(NamedTuple):
    """A gift code in hands that it wasn't made for."""

    kind: LeakKind
    order: str

    def spell(self) -> str:
        return f"{self.kind} {self.order}"


def read_leak(text: str) -> Leak:
    kind, _, order = text.partition(" ")
    return Leak(LeakKind(kind), order)


class GiftCode(BaseModel):
    model_config = ConfigDict(frozen=True)
    program_id: str
    program_version: int
    link_code: str
    holder: str
    """Whom it was made for: a click's id, or a browser's where no click is known."""
    click_id: str = ""
    code: str
    """The first choice, by which it is kept; the shop's own may be a later one."""
    terms: dict[str, Any]
    """The friend's side of the offer, as it was promised."""
    currency: str
    minimum_minor: int = 0
    codes_by: str
    made_at: Moment
    ends_at: Moment
    shop_code: ShopCode | None = None
    ended_at: Moment | None = None
    used_by: str = ""
    """The key of the order that used it first; never of a shared one."""
    joint: bool = False
    """Whether it is everybody's who comes by the link, for as many orders as like."""
    leaks: tuple[str, ...] = ()
    """Orders that had it though it wasn't theirs to use, each with why, as `Leak` spells it."""
    version: int = 1

    @property
    def place(self) -> GiftPlace:
        return GiftPlace(self.program_id, self.link_code, self.holder)

    @property
    def text(self) -> str:
        """What is typed at the till."""
        return self.shop_code.code if self.shop_code else self.code

    @property
    def name(self) -> str:
        """What the shop keeps beside the code, and how the outbox calls it."""
        return f"{self.program_id}#gift#{self.code}"

    @property
    def made_by_shop(self) -> bool:
        """Otherwise the merchant's own server is told of it."""
        return self.codes_by != "webhook"

    @property
    def is_in_till(self) -> bool:
        return self.shop_code is not None and self.shop_code.state is ShopCodeState.MADE

    def state(self, now: datetime) -> GiftState:
        if self.used_by:
            return GiftState.USED
        if self.ended_at or self.ends_at <= now:
            return GiftState.ENDED
        return GiftState.READY if self.is_in_till or not self.made_by_shop else GiftState.COMING

    def is_open(self, now: datetime) -> bool:
        return self.state(now) in (GiftState.READY, GiftState.COMING)


class GiftUse(BaseModel):
    """A gift that an order used: what the friend has of it is off the bill."""

    model_config = ConfigDict(frozen=True)
    code: str
    terms: dict[str, Any]
    saved_minor: int
    """Of the goods, as the program reckons them; 0 where nobody can tell."""


def joint_holder(terms: Mapping[str, Any], *rules: str | int) -> str:
    """In a holder's place: another one as soon as what is promised changes."""
    text = json.dumps([dict(terms), *rules], sort_keys=True, separators=(",", ":"), default=str)
    return f"shared-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def gift_text(key: bytes, place: GiftPlace, attempt: int = 1) -> str:
    """Capitals and digits: the same for ever for one holder, and nobody's guess without the key."""
    again = f"\n{attempt}" if attempt > 1 else ""
    text = f"gift\n{place.program_id}\n{place.link_code}\n{place.holder}{again}".encode()
    number = int.from_bytes(hmac.digest(key, text, hashlib.sha256)[:8])
    return base32(number, LETTERS).upper()


def kept_text(text: str) -> str:
    """As codes are compared: some shops show them in small letters. Empty for what can't be one."""
    plain = text.strip().casefold()
    usable = plain.isascii() and plain.isalnum() and len(plain) <= LONGEST
    return plain if usable else ""
