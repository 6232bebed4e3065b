"""A night's audit: the accounts that changed, each from its checkpoint on.

Every posting writes two lines of one moment. So the lines since the last audit cancel out, and
nothing of the accounts that rested has to be read for that.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from referrals.model.audit.audit import FLAWS_KEPT, SETTLED_AFTER, book_of
from referrals.model.moment import Moment
from referrals.model.reward.ledger import Entry

# The clock comes some times a night; a run that finds all done looks at nothing again.
ONCE_IN = timedelta(hours=12)


class NightAudit(BaseModel):
    """How far it has come; it may take several runs."""

    model_config = ConfigDict(frozen=True)
    since: Moment
    as_of: Moment
    """Lines posted after `since` and up to this moment are added up."""
    day: date
    """The accounts that changed last on this day are looked at now."""
    cursor: dict[str, Any] | None = None
    accounts: int = 0
    entries: int = 0
    sums: Mapping[str, int] = {}
    """By program and asset: zero, once all accounts were seen."""
    flaws: tuple[str, ...] = ()
    finished_at: Moment | None = None
    version: int = 0
    """Moves with every write, so that of two runs at once one alone goes on."""

    def with_entry(self, entry: Entry, flaws: tuple[str, ...]) -> "NightAudit":
        counts = self.since < entry.posted_at <= self.as_of
        book = book_of(entry.account)
        sums = {**self.sums, book: self.sums.get(book, 0) + entry.amount} if counts else self.sums
        fields = {"entries": self.entries + 1, "sums": sums}
        return self.with_flaws(flaws).model_copy(update=fields)

    def with_flaws(self, flaws: tuple[str, ...]) -> "NightAudit":
        return self.model_copy(update={"flaws": (*self.flaws, *flaws)[:FLAWS_KEPT]})

    def turn(self, cursor: dict[str, Any] | None, now: datetime) -> "NightAudit":
        """On to the next page, the next day, or the end."""
        if cursor:
            return self.model_copy(update={"cursor": cursor})
        if self.day < now.date():
            return self.model_copy(update={"cursor": None, "day": self.day + timedelta(days=1)})
        odd = tuple(
            f"{book}: lines since {self.since:%Y-%m-%d %H:%M} add up to {total}"
            for book, total in self.sums.items()
            if total
        )
        return self.with_flaws(odd).model_copy(update={"cursor": None, "finished_at": now})


def next_night(before: NightAudit | None, now: datetime) -> NightAudit:
    """The one that goes on, or that just ended, or a new one; the first of all adds nothing up."""
    if before and (before.finished_at is None or now - before.finished_at < ONCE_IN):
        return before
    as_of = now - SETTLED_AFTER
    since, version = (before.as_of, before.version) if before else (as_of, 0)
    return NightAudit(since=since, as_of=as_of, day=since.date(), version=version)
