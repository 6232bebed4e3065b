"""Gives somebody credit or points as a gesture of the shop: once a reference, for ever.

One transaction: the gesture, its lines, the count of the year, and the letter that tells of it.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.value_news import on_goodwill
from referrals.model.errors import UnavailableError
from referrals.model.goodwill.goodwill import (
    Goodwill,
    GoodwillTooOftenError,
    goodwill_id,
    goodwill_postings,
    require_small,
    year_of,
)
from referrals.model.program.program import Program
from referrals.model.redemption.redemption import ReferenceReusedError, require_asset
from referrals.store.goodwill.goodwill import GoodwillRecords
from referrals.store.people.person import People
from referrals.store.reward.books import ActionKind, Books

TRIES = 12
LONGEST_PAUSE = 4


@dataclass(frozen=True, slots=True)
class GoodwillDesk:
    records: GoodwillRecords
    people: People
    books: Books


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodwillWish:
    program_id: str
    person_id: str
    asset: str
    amount: int
    reference: str
    reason: str
    made_by: str
    actor: str = ""

    def gesture(self, now: datetime) -> Goodwill:
        return Goodwill(
            goodwill_id=goodwill_id(self.program_id, self.reference),
            program_id=self.program_id,
            person_id=self.person_id,
            asset=self.asset,
            amount=self.amount,
            reference=self.reference,
            reason=self.reason,
            made_by=self.made_by,
            actor=self.actor,
            given_at=now,
        )


@dataclass(frozen=True, slots=True)
class GoodwillResult:
    gesture: Goodwill
    new: bool
    """Whether this call made it."""


def give_goodwill(wish: GoodwillWish, desk: GoodwillDesk, *, now: datetime) -> GoodwillResult:
    gesture = wish.gesture(now)
    if found := _find_gesture(gesture, desk):
        return GoodwillResult(found, new=False)
    rules = desk.books.programs.get(wish.program_id).rules
    require_asset(wish.asset, rules)
    require_small(wish.amount, wish.asset, rules.limits.goodwill)
    desk.people.get(wish.person_id)
    for attempt in range(1, TRIES + 1):
        refused = _write(gesture, rules, desk, now)
        if not refused:
            return GoodwillResult(gesture, new=True)
        if found := _find_gesture(gesture, desk):
            return GoodwillResult(found, new=False)
        if ActionKind.TALLY in refused:
            raise _too_often(rules)
        desk.books.pause(min(attempt, LONGEST_PAUSE))
    raise UnavailableError("this account is busy.", remedy="Try again, by the same reference.")


def _find_gesture(wanted: Goodwill, desk: GoodwillDesk) -> Goodwill | None:
    found = desk.records.find(wanted.goodwill_id)
    if found and not found.is_same_wish(wanted):
        raise ReferenceReusedError(
            f"{found.reference!r} names another gesture, of {found.amount} {found.asset}.",
            field="reference",
            remedy="Use a reference of its own for each gesture.",
        )
    return found


def _write(
    gesture: Goodwill, rules: Program, desk: GoodwillDesk, now: datetime
) -> frozenset[ActionKind]:
    most, year = rules.limits.goodwill.a_year, year_of(rules, now)
    return desk.books.commit(
        [
            (ActionKind.GOODWILL, desk.records.add_action(gesture)),
            (ActionKind.TALLY, desk.records.count_action(gesture, year, most)),
            *desk.books.lines(goodwill_postings(gesture, rules), now),
            *desk.books.letters(on_goodwill(gesture, rules, now)),
        ]
    )


def _too_often(rules: Program) -> GoodwillTooOftenError:
    most = rules.limits.goodwill.a_year
    return GoodwillTooOftenError(
        f"this person has had {most} gestures this year.",
        field="person_id",
        remedy="Raise limits.goodwill.a_year in the program's rules, or wait for the next year.",
    )
