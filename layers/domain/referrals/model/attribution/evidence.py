"""One hint at who sent a friend, with what the tables know about it, and what it is asked about."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from referrals.model.attribution.referral import RenewalFigures
from referrals.model.code.gift_code import GiftCode
from referrals.model.link.link import Link
from referrals.model.order.conversion import Conversion, OrderFact
from referrals.model.order.payment import Act
from referrals.model.program.program import AppliedProgram
from referrals.model.program.signal import Signal


@dataclass(frozen=True, slots=True)
class Evidence:
    """One hint from the order with what the tables know about it."""

    signal: Signal
    found_in: str
    code: str = ""
    genuine: bool = True
    """False when a click token's signature is none of ours, or a code cannot be one."""
    click_id: str = ""
    touched_at: datetime | None = None
    link: Link | None = None
    advocate_hash: str = ""
    friend_hash: str = ""
    """Whom a claim names as the friend."""
    made_by: str = ""
    note: str = ""
    """Who made a correction, and why."""

    promised_version: int = field(default=0, compare=False)
    """Whose terms go on; 0 for the newest."""
    gift: GiftCode | None = field(default=None, compare=False)
    """The gift code that the order used, where it is one."""
    clicked: frozenset[str] = field(default=frozenset(), compare=False)
    """The links that the order's own click tokens name; only told of a gift code."""

    @property
    def clears_attribution(self) -> bool:
        """Whether it is the merchant's word that nobody brought the order, or the first one."""
        return self.signal in (Signal.CORRECTION, Signal.ORIGIN) and not self.code


@dataclass(frozen=True, slots=True)
class AttributionQuestion:
    """Everything the decision depends on, beside the evidence."""

    conversion: Conversion
    order: OrderFact
    program: AppliedProgram
    first_order: bool
    gifts: tuple[GiftCode, ...] = ()
    """Our gift codes among the order's coupons."""
    renewal: RenewalFigures | None = None
    """What the order goes back to, where it renews a subscription."""
    act: Act = Act.PURCHASE
    """What it is for the program: the first payment after a trial is a purchase."""
    inherited: tuple[Evidence, ...] = ()
    """The hint that the order goes back to another one; none of what isn't a renewal."""
    first_friend: str = ""
    """Whom that order made a friend."""

    @property
    def occurred_at(self) -> datetime:
        return self.order.occurred_at

    @property
    def is_test(self) -> bool:
        return self.order.test and not self.program.rules.test_mode


def unclaimed_words(evidence: Iterable[Evidence]) -> dict[str, None]:
    """Codes and coupons of the order's own that are no link's, each once."""
    words = (each for each in evidence if each.signal in (Signal.CODE, Signal.COUPON))
    return dict.fromkeys(each.code for each in words if each.genuine and each.link is None)
