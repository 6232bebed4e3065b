"""Releases what has been held long enough: pending becomes available, things are handed over.

A run ends with its work or with its time. The index only hints at what is due; the grant itself
decides. Cut off anywhere, the next run goes on, and running twice at once releases everything once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.announcement import on_release
from referrals.model.delivery.value_news import with_last_days
from referrals.model.errors import UnavailableError
from referrals.model.redemption.ending import with_ends
from referrals.model.reward.grant import Grant, GrantStatus
from referrals.model.reward.ledger import Balance, accounts_of
from referrals.model.reward.posting import releasing
from referrals.model.work import HasTime, Work, endless
from referrals.store.reward.books import ActionKind, Books

TRIES = 8
A_PAGE = 200


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    released: int
    failed: tuple[str, ...]
    """Keys to look at, the first ones; they are tried again by the next run."""
    left: int
    """How many still wait: the time was over, or they failed."""


def release_holds(
    books: Books,
    *,
    now: datetime,
    has_time: HasTime = endless,
    page: int = A_PAGE,
    follow: Callable[[str], object] = lambda _: None,
) -> ReleaseReport:
    """`follow` is called with the key of each order whose hold is over."""
    work, released = Work(has_time), 0
    for key in work.through(books.grants.ended_holds(now, page)):
        with work.item(key):
            if release(key, books, now=now):
                released += 1
                follow(key)
    return ReleaseReport(released, work.failed, work.left)


def release(key: str, books: Books, *, now: datetime) -> bool:
    """Whether this call released the grant."""
    for _ in range(TRIES):
        grant = books.grants.get(key)
        if grant.status is not GrantStatus.HELD or grant.hold_until > now or grant.inquired:
            return False
        balances = books.ledger.balances(accounts_of(releasing(grant)))
        # Balances newer than the grant don't fit it: somebody released or reversed it meanwhile.
        if books.grants.get(key) == grant and not _write(grant, balances, books, now):
            return True
    raise UnavailableError("the books are busy.", remedy="Try again.")


def _write(
    grant: Grant, balances: Mapping[str, Balance], books: Books, now: datetime
) -> frozenset[ActionKind]:
    after = grant.change(status=GrantStatus.AVAILABLE, released_at=now)
    current = books.programs.get(grant.program_id)
    promised = current
    if current.version != grant.program_version:
        promised = books.programs.get_version(grant.program_id, grant.program_version)
    letters = on_release(after, current.rules, now)
    return books.commit(
        [
            (ActionKind.GRANT, books.grants.change_action(after)),
            *books.lines(with_ends(releasing(grant), promised.rules, now), now, balances),
            *books.letters(with_last_days(letters, promised.rules, now)),
        ]
    )
