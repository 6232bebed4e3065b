"""Marks of changes by the moment that they are of: some hundred to an item, one after the other.

An item that is full takes no other mark and never changes again, so a change that is in none of
the full ones, nor in the one that still takes some, was not folded yet.
"""

import base64
import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import batched
from math import ceil

from awswire.codec import Item
from referrals.model.insight.insight import Move
from referrals.store.batch import read_batch
from referrals.store.table import Change, Table

MARK = "mark"
"""What stands in place of a day."""
FULL = 112
"""So many marks are a kilobyte, what one unit writes. A guard names each mark that it adds, and an
expression has 300 operators and 4,096 letters at most."""
MOST_MOMENTS = 4
"""How many are remembered: changes come in their order, or nearly."""
_FIRST, _AT_ONCE = 2, 50
"""How many items are read: mostly the next one is the last, and one that isn't there costs, too."""
_NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class FullItems:
    """Of one moment."""

    number: int = 0
    marks: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class FullMarks:
    """What a container has seen of full items; to know none of them costs a read, no more."""

    moments: dict[str, FullItems] = field(default_factory=dict)

    def number(self, group: str) -> int:
        found = self.moments.get(group)
        return found.number if found else 0

    def marks(self, group: str) -> Iterable[str]:
        found = self.moments.get(group)
        return found.marks if found else _NONE

    def note(self, group: str, marks: Iterable[str]) -> None:
        found = self.moments.setdefault(group, FullItems())
        found.number += 1
        found.marks.update(marks)

    def keep_newest(self, groups: Collection[str]) -> None:
        """And those that are named: whatever is folded needs all of its own."""
        for group in list(self.moments)[:-MOST_MOMENTS]:
            if group not in groups:
                del self.moments[group]


@dataclass(frozen=True, slots=True)
class MomentMarks:
    table: Table
    full: FullMarks

    def unknown(self, moves: Iterable[Move]) -> list[Move]:
        """Those that no full item has, as far as this container knows."""
        return [each for each in moves if _short(each.mark) not in self.full.marks(each.group)]

    def actions(self, group: str, moves: Sequence[Move], end: int) -> list[Item]:
        """Part of a transaction. Each fills its item, but for the last: so none is begun before the
        one before it is full."""
        first = self.full.number(group)
        return [
            self.table.update_action(self._key(group, first + place), _marking(chunk, end))
            for place, chunk in enumerate(batched(moves, FULL, strict=False))
        ]

    def find_marks(self, group: str, moves: Iterable[Move]) -> set[str]:
        """Which of the moves are marked by now. Reads on behind full items, and notes those."""
        last = self._last_marks(group)
        there = {*self.full.marks(group), *last}
        return {each.mark for each in moves if _short(each.mark) in there}

    def _last_marks(self, group: str) -> frozenset[str]:
        """Of the item that still takes some. Many that are read at once are of no one moment: what
        stands behind one that isn't full was begun since, and proves nothing."""
        many = _FIRST
        while True:
            start = self.full.number(group)
            keys = [self._key(group, number) for number in range(start, start + many)]
            items = read_batch(self.table, keys)
            found: dict[str, frozenset[str]] = {each["series"]: each["marks"] for each in items}
            for key in keys:
                marks = found.get(key["series"], _NONE)
                if len(marks) < FULL:
                    return marks
                self.full.note(group, marks)
            many = _AT_ONCE

    @staticmethod
    def _key(group: str, number: int) -> Item:
        return mark_key(f"{group}#{number}" if number else group)


def _marking(moves: Sequence[Move], end: int) -> Change:
    """Adds the marks where none of them is there; fails where one is, or the item is full."""
    names = [_short(move.mark) for move in moves]
    any_of_them = " OR ".join(f"contains(marks,:m{place})" for place in range(len(names)))
    return Change(
        update="SET expires_at = :end ADD marks :all",
        guard=f"attribute_not_exists(marks) OR (size(marks) < :full AND NOT ({any_of_them}))",
        values={
            ":end": end,
            ":all": set(names),
            ":full": FULL,
            **{f":m{place}": name for place, name in enumerate(names)},
        },
    )


def mark_items(many: int) -> int:
    """How many items so many marks of one moment are written to."""
    return ceil(many / FULL)


def mark_key(name: str) -> Item:
    return {"series": f"mark#{name}", "bucket": MARK}


def _short(mark: str) -> str:
    """Forty-eight bits: enough to tell the changes of a moment apart, and little to keep."""
    return base64.b64encode(hashlib.sha256(mark.encode()).digest()[:6]).decode()
