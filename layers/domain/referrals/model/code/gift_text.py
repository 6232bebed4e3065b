"""A gift code's letters and its state: what a friend's page needs of it, without pydantic."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from referrals.model.identity import base32
from referrals.model.link.offer_terms import with_joint_code

LETTERS = 12  # 60 bits: too many to try at a checkout, few enough to type.
LONGEST = 40


class ShopCodeState(StrEnum):
    CHOSEN = "chosen"
    """Written down, and the shop asked for it or about to be."""
    SENT = "sent"
    """Money alone: asked for, and until there is an answer nobody knows whether it came."""
    SENT_BACK = "sent_back"
    """Money alone: likewise, to take it back."""
    MADE = "made"
    """The shop's till takes it."""
    DISABLED = "disabled"
    """The till doesn't take it, any more or at all."""
    USED = "used"
    """Spent before the order went back: nobody is asked to pay it back."""


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


class ShownGift(NamedTuple):
    """A gift code as far as its friend reads of it."""

    link_code: str
    text: str
    """What is typed at the till."""
    codes_by: str
    ends_at: datetime
    is_used: bool
    is_over: bool
    """Ended before its time."""
    is_in_till: bool
    joint: bool

    @property
    def made_by_shop(self) -> bool:
        """Otherwise the merchant's own server is told of it."""
        return self.codes_by != "webhook"

    def state(self, now: datetime) -> GiftState:
        if self.is_used:
            return GiftState.USED
        if self.is_over or self.ends_at <= now:
            return GiftState.ENDED
        return GiftState.READY if self.is_in_till or not self.made_by_shop else GiftState.COMING

    def is_open(self, now: datetime) -> bool:
        return self.state(now) in (GiftState.READY, GiftState.COMING)


def joint_holder(terms: Mapping[str, Any], *rules: str | int) -> str:
    """In a holder's place: another one as soon as what is promised changes."""
    text = json.dumps([dict(terms), *rules], sort_keys=True, separators=(",", ":"), default=str)
    return f"shared-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def joint_gift_place(
    program_id: str, link_code: str, terms: Mapping[str, Any], *rules: str | int
) -> GiftPlace | None:
    """Of the gift that a link's friends share by these terms and rules; None where they don't."""
    if not with_joint_code(terms):
        return None
    return GiftPlace(program_id, link_code, joint_holder(terms, *rules))


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
