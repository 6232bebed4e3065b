"""A gift code: what makes a friend's own first order cheaper, made for whoever came by one link.

It names nobody: it knows the link, the click or the browser that it was made for, and the order
that used it.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from referrals.model.code.discount import ShopCode, ShopCodeState
from referrals.model.code.gift_text import GiftPlace, GiftState, ShownGift
from referrals.model.moment import Moment


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
        return self.summary.made_by_shop

    @property
    def is_in_till(self) -> bool:
        return self.shop_code is not None and self.shop_code.state is ShopCodeState.MADE

    @property
    def summary(self) -> ShownGift:
        return ShownGift(
            link_code=self.link_code,
            text=self.text,
            codes_by=self.codes_by,
            ends_at=self.ends_at,
            is_used=bool(self.used_by),
            is_over=self.ended_at is not None,
            is_in_till=self.is_in_till,
            joint=self.joint,
        )

    def state(self, now: datetime) -> GiftState:
        return self.summary.state(now)

    def is_open(self, now: datetime) -> bool:
        return self.summary.is_open(now)


class GiftUse(BaseModel):
    """A gift that an order used: what the friend has of it is off the bill."""

    model_config = ConfigDict(frozen=True)
    code: str
    terms: dict[str, Any]
    saved_minor: int
    """Of the goods, as the program reckons them; 0 where nobody can tell."""
