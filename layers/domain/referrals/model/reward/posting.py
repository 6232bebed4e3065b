"""Brings a grant to its target: its sides as they should be, and what moves in the books for it.

Cumulative and never more than was given; what had been spent already is booked to the program, so
that nobody's balance goes below zero, and is forgiven first when something comes back.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from referrals.model.reward.former_side import merge_former
from referrals.model.reward.grant import Grant, Side, home_shard
from referrals.model.reward.ledger import (
    Balance,
    EntryKind,
    Part,
    Posting,
    person_account,
    program_account,
    uncollected_account,
)
from referrals.model.reward.target import DueSide, Target, TargetState


def home_of(grant: Grant, side: Side) -> str:
    """The account that holds the side's value at this moment."""
    part = Part.PENDING if grant.released_at is None else Part.AVAILABLE
    return person_account(side.person_id, grant.program_id, side.worth.asset, part)


def homes_of(grant: Grant) -> tuple[str, ...]:
    return tuple(dict.fromkeys(home_of(grant, side) for side in grant.sides if side.is_counted))


def releasing(held: Grant) -> list[Posting]:
    """From pending to available, for a grant whose hold is over."""
    ready = held.model_copy(update={"released_at": held.hold_until})
    return [
        Posting(
            home_of(held, side), home_of(ready, side), side.remaining, EntryKind.RELEASE, held.key
        )
        for side in held.sides
        if side.is_counted and side.remaining
    ]


def bring(
    grant: Grant, target: Target, balances: Mapping[str, Balance]
) -> tuple[Grant, list[Posting]]:
    """The grant's sides as the target has them, and the postings; `grant` itself if nothing moves.

    `balances` are those of `homes_of(grant)`. Statuses are for `model/reward/settlement` to set.
    """
    work = _Work(grant, balances)
    match target.state:
        case TargetState.CLOSED:
            return work.take_back_all()
        case TargetState.NOBODYS:
            return work.withdraw()
    return work.follow(target)


@dataclass(frozen=True, slots=True)
class _Match:
    due: DueSide
    side: Side | None
    """What the grant has of it by now."""


class _Work:
    """One grant on its way, with what moves for it."""

    def __init__(self, grant: Grant, balances: Mapping[str, Balance]) -> None:
        self.grant, self.former = grant, grant.former
        self.free = {account: balance.balance for account, balance in balances.items()}
        self.postings: list[Posting] = []

    def take_back_all(self) -> tuple[Grant, list[Posting]]:
        """Reverse all sides and keep them in the grant: the order may stand again."""
        sides = [self._less(side, side.remaining, EntryKind.REVERSE) for side in self.grant.sides]
        return self._after(sides)

    def withdraw(self) -> tuple[Grant, list[Posting]]:
        """Retire all sides, unless they were all taken back before."""
        if not self.grant.holds_place:
            return self.grant, []
        self._retire(self.grant.sides)
        return self._after([])

    def follow(self, target: Target) -> tuple[Grant, list[Posting]]:
        matches = [_Match(due, self._side_for(due)) for due in target.sides]
        kept = [match.side for match in matches if match.side]
        self._retire([side for side in self.grant.sides if side not in kept])
        turn = self._turn(matches)
        sides = [self._settle_match(each, turn) for each in matches]
        return self._after(sides, turn)

    def _after(self, sides: list[Side], turn: int | None = None) -> tuple[Grant, list[Posting]]:
        fields = {"sides": tuple(sides), "former": self.former, "turn": turn or self.grant.turn}
        return self.grant.model_copy(update=fields), self.postings

    def _side_for(self, due: DueSide) -> Side | None:
        found = (s for s in self.grant.sides if (s.role, s.person_id) == (due.role, due.person_id))
        return next(found, None)

    def _turn(self, matches: list[_Match]) -> int:
        """New sides of an item that had others need names of their own."""
        new = any(match.side is None for match in matches)
        had_others = bool(self.grant.sides or self.former)
        return self.grant.turn + (new and had_others)

    def _retire(self, gone: list[Side] | tuple[Side, ...]) -> None:
        taken = [self._less(side, side.remaining, EntryKind.CORRECT) for side in gone]
        self.former = merge_former(self.former, taken)

    def _settle_match(self, match: _Match, turn: int) -> Side:
        due = match.due
        if match.side is None:
            return self._new_side(due, turn)
        before = match.side
        side = before.model_copy(update={"worth": due.worth, "terms": due.terms})
        # What was taken back so far is measured by the new worth; `change` brings it there.
        side = side.model_copy(update={"reversed": due.worth.amount - before.remaining})
        change = due.remaining - before.remaining
        if change < 0:
            return self._less(side, -change, EntryKind.REVERSE)
        rises = due.worth.amount > before.worth.amount
        return self._more(side, change, EntryKind.GRANT if rises else EntryKind.RESTORE)

    def _new_side(self, due: DueSide, turn: int) -> Side:
        side = Side(
            name=due.role if turn == 1 else f"{due.role}.{turn}",
            person_id=due.person_id,
            terms=due.terms,
            worth=due.worth,
            reversed=due.worth.amount,
            stood=False,
        )
        return self._more(side, due.remaining, EntryKind.GRANT)

    def _less(self, side: Side, amount: int, kind: EntryKind) -> Side:
        if not side.is_counted:
            # A thing that goes back is not handed over any more, and may be once again.
            fields: dict[str, object] = {"issued_at": None} if amount else {}
            return _with(side, amount, 0).model_copy(update=fields)
        home = home_of(self.grant, side)
        taken = min(amount, self.free.get(home, 0))
        self.free[home] = self.free.get(home, 0) - taken
        self._post(home, self._source(side), taken, kind)
        self._post(self._debt_account(side), self._source(side), amount - taken, kind)
        return _with(side, amount, amount - taken)

    def _more(self, side: Side, amount: int, kind: EntryKind) -> Side:
        if not side.is_counted or not amount:
            return _with(side, -amount, 0)
        own = min(amount, side.uncollected)
        older = self._forgive_former(side, amount - own)
        forgiven, home = own + older, home_of(self.grant, side)
        self._post(self._source(side), self._debt_account(side), forgiven, EntryKind.RESTORE)
        self._post(self._source(side), home, amount - forgiven, kind)
        self.free[home] = self.free.get(home, 0) + amount - forgiven
        return _with(side, -amount, -own)

    def _forgive_former(self, side: Side, due: int) -> int:
        """The part of a person's new amount that settles what their former sides owe."""
        after, left = [], due
        for old in self.former:
            theirs = (old.person_id, old.worth.asset) == (side.person_id, side.worth.asset)
            forgiven = min(old.uncollected, left) if theirs else 0
            after.append(old.model_copy(update={"uncollected": old.uncollected - forgiven}))
            left -= forgiven
        self.former = tuple(after)
        return due - left

    def _post(self, giver: str, taker: str, amount: int, kind: EntryKind) -> None:
        if amount:
            self.postings.append(Posting(giver, taker, amount, kind, self.grant.key))

    def _source(self, side: Side) -> str:
        shard = home_shard(self.grant.key)
        return program_account(self.grant.program_id, side.worth.asset, shard)

    def _debt_account(self, side: Side) -> str:
        return uncollected_account(self.grant.program_id, side.worth.asset)


def _with(side: Side, change: int, uncollected: int) -> Side:
    total = side.reversed + change
    assert 0 <= total <= side.worth.amount, "never more taken back than was given"
    fields = {
        "reversed": total,
        "uncollected": side.uncollected + uncollected,
        "stood": side.stood or total < side.worth.amount,
    }
    return side.model_copy(update=fields)
