"""Lots: the parts of a balance that end, each at its moment; the rest of it has no end.

Whatever takes from a balance takes from what ends first, so nobody is left with less time than
they could be.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from referrals.model.moment import EpochMoment

# So that a balance stays one small item, whoever earns every day.
MOST_LOTS = 24


class Lot(NamedTuple):
    """Units of a balance that nobody can use from `ends_at` on."""

    ends_at: EpochMoment
    amount: int


type Lots = tuple[Lot, ...]
"""By their end, each end once."""


def total_of(lots: Iterable[Lot]) -> int:
    return sum(lot.amount for lot in lots)


def add_lots(lots: Iterable[Lot], more: Iterable[Lot]) -> Lots:
    """Both together. Beyond MOST_LOTS the two nearest ends become one, the later: never earlier
    than was promised."""
    sums: dict[datetime, int] = {}
    for lot in (*lots, *more):
        sums[lot.ends_at] = sums.get(lot.ends_at, 0) + lot.amount
    found = [Lot(ends_at, amount) for ends_at, amount in sorted(sums.items())]
    while len(found) > MOST_LOTS:
        first = min(range(len(found) - 1), key=lambda i: found[i + 1].ends_at - found[i].ends_at)
        later = found.pop(first + 1)
        found[first] = Lot(later.ends_at, found[first].amount + later.amount)
    return tuple(found)


def take_lots(lots: Iterable[Lot], amount: int) -> tuple[Lots, Lots]:
    """What is left and what was taken, first ends first. An `amount` beyond all lots takes the
    rest from what has no end."""
    left: list[Lot] = []
    taken: list[Lot] = []
    for lot in lots:
        part = min(lot.amount, amount)
        amount -= part
        if part:
            taken.append(Lot(lot.ends_at, part))
        if part < lot.amount:
            left.append(Lot(lot.ends_at, lot.amount - part))
    return tuple(left), tuple(taken)


def ended_amount(lots: Iterable[Lot], now: datetime) -> int:
    return total_of(lot for lot in lots if lot.ends_at <= now)
