"""What ends of a person's balance: when it begins to last, when people are warned, when it goes.

An end is given with the value itself, by the rules it was promised under; rules changed later
shorten and prolong nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from referrals.model.expiry.lot import Lot, Lots, ended_amount
from referrals.model.program.program import Program
from referrals.model.reward.ledger import (
    Balance,
    EntryKind,
    Part,
    Posting,
    asset_of,
    ended_account,
    owner_of,
    program_of,
)

# What ends within so many days of the first end is told of in the same letter.
TOGETHER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class EndingPlan:
    """What the clock does about an account at one moment."""

    postings: tuple[Posting, ...]
    warned: Lots
    """What the person is written to about now."""
    warned_until: datetime | None
    look_at: datetime | None
    """When to look again; None when nothing of it ends."""


def end_of(rules: Program, asset: str, at: datetime) -> datetime | None:
    return rules.expiry.end_of(asset, at, rules.time_zone)


def with_ends(postings: Iterable[Posting], rules: Program, at: datetime) -> list[Posting]:
    """What becomes available lasts from `at`, unless the posting says itself how long."""
    return [_with_end(posting, rules, at) for posting in postings]


def _with_end(posting: Posting, rules: Program, at: datetime) -> Posting:
    if not _becomes_available(posting):
        return posting
    ends_at = end_of(rules, asset_of(posting.taker), at)
    return replace(posting, lots=(Lot(ends_at, posting.amount),)) if ends_at else posting


def _becomes_available(posting: Posting) -> bool:
    """Not what was reserved and returns: that keeps the ends it had."""
    available = posting.taker.endswith(f":{Part.AVAILABLE}")
    return bool(owner_of(posting.taker)) and available and posting.kind is not EntryKind.RETURN


def ending(balance: Balance, now: datetime) -> list[Posting]:
    """The part whose time is over, on its way to the program."""
    amount, account = ended_amount(balance.lots, now), balance.account
    if not amount:
        return []
    taker = ended_account(program_of(account), asset_of(account))
    return [Posting(account, taker, amount, EntryKind.EXPIRE, account)]


def plan_ending(
    balance: Balance, rules: Program, warned_until: datetime | None, now: datetime
) -> EndingPlan:
    """Each end is told of once, and people get one letter a week about it at most."""
    left = [lot for lot in balance.lots if lot.ends_at > now]
    notice = rules.expiry.notice_of(asset_of(balance.account))
    untold = [lot for lot in left if warned_until is None or lot.ends_at > warned_until]
    warned: Lots = ()
    if untold and untold[0].ends_at - notice <= now:
        last = untold[0].ends_at + TOGETHER
        warned = tuple(lot for lot in untold if lot.ends_at <= last)
        warned_until, untold = warned[-1].ends_at, untold[len(warned) :]
    looks = [left[0].ends_at] if left else []
    looks += [untold[0].ends_at - notice] if untold else []
    return EndingPlan(
        tuple(ending(balance, now)), warned, warned_until, min(looks) if looks else None
    )
