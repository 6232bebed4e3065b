"""What a grant's changes mean for the accounts: which amounts move, from where to where.

Reversal is in proportion, cumulative and never more than was given; what had been spent already
is booked to the program, so that nobody's balance goes below zero.
"""

from collections.abc import Iterable, Mapping

from referrals.model.grant import Grant, GrantStatus, Side
from referrals.model.ledger import (
    Balance,
    EntryKind,
    Part,
    Posting,
    person_account,
    program_account,
    uncollected_account,
)
from referrals.model.referral import OrderFigures


def home_of(grant: Grant, side: Side) -> str:
    """The account that holds the side's value at this moment."""
    part = Part.PENDING if grant.released_at is None else Part.AVAILABLE
    return person_account(side.person_id, grant.program_id, side.worth.asset, part)


def homes_of(grant: Grant) -> tuple[str, ...]:
    return tuple(dict.fromkeys(home_of(grant, side) for side in grant.sides if side.counted))


def granting(grant: Grant) -> list[Posting]:
    return [
        Posting(
            _source(grant, side), home_of(grant, side), side.standing, EntryKind.GRANT, grant.key
        )
        for side in _counted(grant)
    ]


def granting_anew(grant: Grant) -> tuple[Grant, list[Posting]]:
    """A grant that follows one taken back whole: what had been spent of that is forgiven first.

    So whoever had spent it has it once, however often an order is called off and goes on.
    """
    former = grant.former
    postings: list[Posting] = []
    for side in _counted(grant):
        former, forgiven = _forgiving(former, side, side.standing)
        postings += _forth(grant, side, 0, forgiven)
        if left := side.standing - forgiven:
            home = home_of(grant, side)
            postings.append(Posting(_source(grant, side), home, left, EntryKind.GRANT, grant.key))
    return grant.model_copy(update={"former": former}), postings


def releasing(held: Grant) -> list[Posting]:
    """From pending to available, for a grant whose hold is over."""
    ready = held.model_copy(update={"released_at": held.hold_until})
    return [
        Posting(
            home_of(held, side), home_of(ready, side), side.standing, EntryKind.RELEASE, held.key
        )
        for side in _counted(held)
    ]


def opened_again(grant: Grant, figures: OrderFigures) -> bool:
    """Whether the order stands again after all: its refund failed, its cancellation was lifted."""
    return grant.status is GrantStatus.REVERSED and figures.lost_minor < figures.gross_minor


def status_after(grant: Grant, figures: OrderFigures) -> GrantStatus:
    """A dispute may still be won, so it only suspends; a refund in full closes, disputed or not.

    What was closed is given anew or not at all: it doesn't come back by itself.
    """
    if grant.status in (GrantStatus.WITHDRAWN, GrantStatus.REVERSED):
        return grant.status
    if figures.lost_minor >= figures.gross_minor:
        final = figures.cancelled or figures.refunded or not figures.disputed
        return GrantStatus.REVERSED if final else GrantStatus.SUSPENDED
    return GrantStatus.HELD if grant.released_at is None else GrantStatus.AVAILABLE


def losing(
    grant: Grant, figures: OrderFigures, balances: Mapping[str, Balance]
) -> tuple[Grant, list[Posting]]:
    """The grant's sides as they are after the order lost so much in all, and what moves for it.

    `balances` are those of `homes_of(grant)`. What comes back first forgives what the person had
    spent, of this side and then of former ones.
    """
    former = grant.former
    free = {account: balance.balance for account, balance in balances.items()}
    sides: list[Side] = []
    postings: list[Posting] = []
    for side in grant.sides:
        change = side.due_back(figures.lost_minor, figures.gross_minor) - side.reversed
        if not side.counted:
            sides.append(_thing(side, change))
        elif change >= 0:
            home = home_of(grant, side)
            taken = min(change, free[home])
            free[home] -= taken
            uncollected = change - taken
            postings += _back(grant, side, taken, uncollected)
            sides.append(_with(side, change, uncollected))
        else:
            own = min(-change, side.uncollected)
            former, older = _forgiving(former, side, -change - own)
            postings += _forth(grant, side, -change - own - older, own + older)
            sides.append(_with(side, change, -own))
    return grant.model_copy(update={"sides": tuple(sides), "former": former}), postings


def withdrawing(
    grant: Grant, sides: Iterable[Side], balances: Mapping[str, Balance]
) -> tuple[tuple[Side, ...], list[Posting]]:
    """These sides once a correction has taken all of them back, and what moves for it."""
    free = {account: balance.balance for account, balance in balances.items()}
    gone: list[Side] = []
    postings: list[Posting] = []
    for side in sides:
        if not side.counted:
            gone.append(_thing(side, side.standing))
            continue
        home, due = home_of(grant, side), side.standing
        taken = min(due, free[home])
        free[home] -= taken
        postings += _back(grant, side, taken, due - taken, kind=EntryKind.CORRECT)
        gone.append(_with(side, due, due - taken))
    return tuple(gone), postings


def _forgiving(former: tuple[Side, ...], side: Side, due: int) -> tuple[tuple[Side, ...], int]:
    """Former sides once `due` comes to the person of `side`, and how much of it they owed."""
    after, left = [], due
    for old in former:
        theirs = (old.person_id, old.worth.asset) == (side.person_id, side.worth.asset)
        forgiven = min(old.uncollected, left) if theirs else 0
        after.append(old.model_copy(update={"uncollected": old.uncollected - forgiven}))
        left -= forgiven
    return tuple(after), due - left


def _back(
    grant: Grant,
    side: Side,
    taken: int,
    uncollected: int,
    *,
    kind: EntryKind = EntryKind.REVERSE,
) -> Iterable[Posting]:
    source = _source(grant, side)
    if taken:
        yield Posting(home_of(grant, side), source, taken, kind, grant.key)
    if uncollected:
        yield Posting(_uncollected(grant, side), source, uncollected, kind, grant.key)


def _forth(grant: Grant, side: Side, given: int, forgiven: int) -> Iterable[Posting]:
    source, kind = _source(grant, side), EntryKind.RESTORE
    if forgiven:
        yield Posting(source, _uncollected(grant, side), forgiven, kind, grant.key)
    if given:
        yield Posting(source, home_of(grant, side), given, kind, grant.key)


def _with(side: Side, change: int, uncollected: int) -> Side:
    total = side.reversed + change
    assert 0 <= total <= side.worth.amount, "never more taken back than was given"
    stood = side.stood or total < side.worth.amount
    fields = {"reversed": total, "uncollected": side.uncollected + uncollected, "stood": stood}
    return side.model_copy(update=fields)


def _thing(side: Side, change: int) -> Side:
    """A thing that goes back is not handed over any more, and may be once again."""
    fields: dict[str, object] = {"issued_at": None} if change > 0 else {}
    fields |= {"reversed": side.reversed + change, "stood": side.stood or change < 0}
    return side.model_copy(update=fields)


def _counted(grant: Grant) -> list[Side]:
    return [side for side in grant.sides if side.counted and side.standing]


def _source(grant: Grant, side: Side) -> str:
    return program_account(grant.program_id, side.worth.asset, grant.shard)


def _uncollected(grant: Grant, side: Side) -> str:
    return uncollected_account(grant.program_id, side.worth.asset)
