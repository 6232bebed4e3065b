"""Goodwill: credit or points that a named person of the shop gives, with a reason, for no order.

A kind of line of its own, so nobody takes it for something earned. Its id follows from the program
and the shop's own reference: the same reference is the same gesture for ever.
"""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import RefusedError
from referrals.model.expiry.terms import POINTS
from referrals.model.identity import business_id
from referrals.model.moment import Moment
from referrals.model.program.limit import GoodwillLimit
from referrals.model.program.program import Program
from referrals.model.redemption.ending import with_ends
from referrals.model.reward.grant import home_shard
from referrals.model.reward.ledger import (
    EntryKind,
    Part,
    Posting,
    person_account,
    program_account,
)

LONGEST_REASON = 280
LONGEST_MAKER = 80


class Sizes(NamedTuple):
    """Of a gesture, in the smallest units of what is given."""

    most: int
    wanted: int


class GoodwillTooLargeError(RefusedError):
    code = "goodwill_too_large"

    def __init__(self, message: str, *, field: str, remedy: str, asset: str, sizes: Sizes) -> None:
        super().__init__(message, field=field, remedy=remedy)
        self.asset = asset
        self.most, self.wanted = sizes


class GoodwillTooOftenError(RefusedError):
    """The person has had as many gestures this year as the program lets anybody have."""

    code = "goodwill_too_often"


class Goodwill(BaseModel):
    model_config = ConfigDict(frozen=True)
    goodwill_id: str
    program_id: str
    person_id: str
    asset: str
    amount: int
    """Of the asset, in its smallest units."""
    reference: str
    reason: str
    """For the shop; its person never reads it."""
    made_by: str
    """Who of the shop gave it."""
    actor: str = ""
    """Whose key, or which person at the command line or the desk; older ones don't say."""
    given_at: Moment

    def is_same_wish(self, other: "Goodwill") -> bool:
        """Whatever was said about it: what was given counts."""
        fields = ("program_id", "person_id", "asset", "amount")
        return all(getattr(self, each) == getattr(other, each) for each in fields)


def goodwill_id(program_id: str, reference: str) -> str:
    return business_id("gwl", program_id, reference)


def require_small(amount: int, asset: str, limit: GoodwillLimit) -> None:
    most = limit.most_points if asset == POINTS else limit.most_minor
    if not 0 < amount <= most:
        raise GoodwillTooLargeError(
            f"one gesture is at most {most} of {asset}, and {amount} are wanted.",
            field="amount",
            remedy="Give less, or raise limits.goodwill in the program's rules.",
            asset=asset,
            sizes=Sizes(most, amount),
        )


def year_of(rules: Program, at: datetime) -> int:
    """The calendar year that a gesture counts in, where the shop is."""
    return at.astimezone(ZoneInfo(rules.time_zone)).year


def goodwill_postings(gesture: Goodwill, rules: Program) -> list[Posting]:
    """Theirs at once; it ends as any other credit or points of the program."""
    shard = home_shard(gesture.goodwill_id)
    giver = program_account(gesture.program_id, gesture.asset, shard)
    names = (gesture.person_id, gesture.program_id, gesture.asset)
    taker = person_account(*names, Part.AVAILABLE)
    posting = Posting(giver, taker, gesture.amount, EntryKind.GOODWILL, gesture.goodwill_id)
    return with_ends([posting], rules, gesture.given_at)
