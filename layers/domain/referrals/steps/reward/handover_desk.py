"""What handing rewards over works with, and what every way of it notes on the grant."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.delivery import TryAgain
from referrals.model.reward.grant import Side
from referrals.providers.rewards.reward_type import FulfilmentReceipt
from referrals.steps.code.settle_code import CodeDesk
from referrals.store.code.stock import Stock
from referrals.store.delivery.outbox import Outbox
from referrals.store.donation.donation import Donations
from referrals.store.people.person import People
from referrals.store.program.program import Programs
from referrals.store.reward.grant import Grants
from referrals.store.reward.shop_claim import ShopClaims

# Somebody changed the grant meanwhile: what is noted must be read again first.
MOVED = TryAgain("grant_moved")
# Of the transaction that notes it: the first.
GRANT_ACTION = 0


@dataclass(frozen=True, slots=True)
class HandoverDesk:
    grants: Grants
    people: People
    outbox: Outbox
    programs: Programs
    code_key: Callable[[], bytes]
    """Never rotated: the same grant must come to the same code for ever."""
    codes: CodeDesk
    donations: Donations
    stock: Stock
    claims: ShopClaims


def issued_side(side: Side, receipt: FulfilmentReceipt, *, now: datetime) -> Side:
    return side.model_copy(update={"issued_at": now, "code": receipt.code})
