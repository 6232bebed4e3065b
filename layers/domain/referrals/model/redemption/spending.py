"""What a redemption moves in the books: reserved, spent, returned; each step balances.

A reversal that comes while value is reserved takes what is available; for the rest it leaves a
lien on what is reserved, which is collected if that comes back and forgotten if it is spent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from referrals.model.redemption.redemption import Redemption
from referrals.model.reward.grant import Grant, home_shard
from referrals.model.reward.ledger import (
    EntryKind,
    Part,
    Posting,
    person_account,
    spent_account,
    uncollected_account,
)


@dataclass(frozen=True, slots=True)
class Lien:
    """What a grant's side would take of reserved value, were it to come back."""

    person_id: str
    program_id: str
    asset: str
    grant_key: str
    side: str
    amount: int


def available_of(redemption: Redemption) -> str:
    return _account(redemption, Part.AVAILABLE)


def reserved_of(redemption: Redemption) -> str:
    return _account(redemption, Part.RESERVED)


def reserving(redemption: Redemption) -> list[Posting]:
    giver, taker = available_of(redemption), reserved_of(redemption)
    kind, cause = EntryKind.RESERVE, redemption.redemption_id
    return [Posting(giver, taker, redemption.amount, kind, cause)]


def spending(redemption: Redemption) -> list[Posting]:
    """Straight from what is available, where both steps are one."""
    return [_spend(redemption, available_of(redemption), redemption.amount)]


def capturing(redemption: Redemption, amount: int) -> list[Posting]:
    """What is spent of the reservation, and the rest back."""
    spent = _spend(redemption, reserved_of(redemption), amount)
    rest = redemption.amount - amount
    return [spent, *(returning(redemption, rest) if rest else ())]


def returning(redemption: Redemption, amount: int) -> list[Posting]:
    giver, taker = reserved_of(redemption), available_of(redemption)
    return [Posting(giver, taker, amount, EntryKind.RETURN, redemption.redemption_id)]


def collecting(lien: Lien, amount: int) -> Posting:
    """From what came back to the program, which had borne it."""
    giver = person_account(lien.person_id, lien.program_id, lien.asset, Part.AVAILABLE)
    taker = uncollected_account(lien.program_id, lien.asset)
    return Posting(giver, taker, amount, EntryKind.COLLECT, lien.grant_key)


def _spend(redemption: Redemption, giver: str, amount: int) -> Posting:
    shard = home_shard(redemption.redemption_id)
    taker = spent_account(redemption.program_id, redemption.asset, shard)
    return Posting(giver, taker, amount, EntryKind.SPEND, redemption.redemption_id)


def _account(redemption: Redemption, part: Part) -> str:
    return person_account(redemption.person_id, redemption.program_id, redemption.asset, part)


def liens_of(before: Grant | None, after: Grant | None, reserved: Mapping[str, int]) -> list[Lien]:
    """What the reversal from `before` to `after` found spent, as far as it is only reserved.

    `reserved` is by person and asset, `adv_ada:EUR`.
    """
    if after is None:
        return []
    known = {side.name: side.uncollected for side in before.all_sides} if before else {}
    left, found = dict(reserved), []
    for side in after.all_sides:
        place = f"{side.person_id}:{side.worth.asset}"
        amount = min(side.uncollected - known.get(side.name, 0), left.get(place, 0))
        if side.is_counted and amount > 0:
            left[place] -= amount
            names = (side.person_id, after.program_id, side.worth.asset, after.key, side.name)
            found.append(Lien(*names, amount))
    return found


@dataclass(frozen=True, slots=True)
class Collection:
    """What comes of the liens when a redemption is settled."""

    postings: tuple[Posting, ...]
    grants: tuple[Grant, ...]
    """The next version of each grant that owes less."""
    rests: tuple[tuple[Lien, int], ...]
    """Each lien that changes, and what is left of it."""


def collect(
    liens: Sequence[Lien], grants: Mapping[str, Grant], *, returned: int, reserved: int
) -> Collection:
    """From the `returned` amount; a lien never lies on more than what is `reserved` still."""
    postings, rests, now = [], [], dict(grants)
    for lien in liens:
        amount = _collectable(now.get(lien.grant_key), lien, returned)
        rest = min(lien.amount - amount, reserved)
        returned, reserved = returned - amount, reserved - rest
        if amount:
            postings.append(collecting(lien, amount))
            now[lien.grant_key] = _reduce_debt(now[lien.grant_key], lien.side, amount)
        if rest != lien.amount:
            rests.append((lien, rest))
    changed = [
        grant.model_copy(update={"version": grants[key].version + 1})
        for key, grant in now.items()
        if grant != grants[key]
    ]
    return Collection(tuple(postings), tuple(changed), tuple(rests))


def _collectable(grant: Grant | None, lien: Lien, most: int) -> int:
    """Nothing of what stands again, or was forgiven meanwhile."""
    sides = grant.all_sides if grant else ()
    theirs = (s for s in sides if (s.name, s.person_id) == (lien.side, lien.person_id))
    side = next(theirs, None)
    return min(side.uncollected, lien.amount, most) if side else 0


def _reduce_debt(grant: Grant, name: str, amount: int) -> Grant:
    side = next(each for each in grant.all_sides if each.name == name)
    less = {"uncollected": side.uncollected - amount}
    return grant.with_side(side.model_copy(update=less))
