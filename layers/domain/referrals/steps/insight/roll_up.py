"""Folds changes of items into insights: each change once, a transaction for as many as fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.era import epoch_seconds
from referrals.model.insight.insight import Counted, Move, difference
from referrals.store.insight.countable import COUNTS, FRESH, ZoneOf, zones
from referrals.store.insight.insight import Insights, portions
from referrals.store.program.program import Programs

GROUP_SECONDS = {"clicks": 100}
"""How long a moment is. Of clicks nearly as long as their stream waits for a batch, so that those
of a quiet hour share an item of marks, too; of others as long as theirs."""
USUAL_SECONDS = 2


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One change of one item, named so that it can be told from every other one."""

    mark: str
    noun: str
    new: Item
    old: Item
    inserted: bool
    changed_at: datetime | None = None
    """As the stream tells: the same however often the change is shown."""

    @property
    def group(self) -> str:
        """The moment that it is marked with; its own where no stream told of it."""
        if self.changed_at is None:
            return f"{self.noun}#{self.mark}"
        seconds = GROUP_SECONDS.get(self.noun, USUAL_SECONDS)
        return f"{self.noun}#{epoch_seconds(self.changed_at) // seconds}"


def roll_up(
    changes: Sequence[ItemChange], insights: Insights, programs: Programs, *, now: datetime
) -> int:
    """How many of the changes moved a number; UnavailableError leaves all safe to repeat."""
    zone_of = zones(programs)
    moves = [Move(change.mark, count_change(change, zone_of), change.group) for change in changes]
    moving = [move for move in moves if move.counted]
    return sum(insights.fold(portion, now) for portion in portions(moving))


def count_change(change: ItemChange, zone_of: ZoneOf) -> Counted:
    """Items that go away (time to live) take nothing back: what happened, happened."""
    if not change.new:
        return {}
    count, old = COUNTS[change.noun], change.old
    if change.noun in FRESH and not change.inserted:
        old = FRESH[change.noun](change.new)
    return difference(count(change.new, zone_of), count(old, zone_of) if old else {})
