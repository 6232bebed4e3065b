"""An audit of the ledger: every chain, every balance, and that all accounts cancel out."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from referrals.model.audit.chain import Chain
from referrals.model.moment import Moment
from referrals.model.reward.ledger import Balance, Entry

# Clocks differ and accounts are read one after the other: only lines that are surely all there
# are added up.
SETTLED_AFTER = timedelta(minutes=10)
FLAWS_KEPT = 50
PROVEN_EVERY = timedelta(days=28)


class Audit(BaseModel):
    """How far an audit has come; it may take several runs."""

    model_config = ConfigDict(frozen=True)
    as_of: Moment
    """Lines posted up to this moment are added up."""
    accounts: int = 0
    entries: int = 0
    sums: Mapping[str, int] = {}
    """By program and asset: zero, once all accounts were seen."""
    flaws: tuple[str, ...] = ()
    cursor: dict[str, Any] | None = None
    """Where the next run goes on."""
    finished_at: Moment | None = None

    @property
    def sound(self) -> bool:
        return self.finished_at is not None and not self.flaws

    def with_account(self, balance: Balance, entries: Iterable[Entry]) -> "Audit":
        """One line after the other: an account may have more of them than fit in memory."""
        chain, settled, found, count = Chain(account=balance.account), 0, self.flaws, 0
        for entry in entries:
            chain, wrong = chain.follow(entry)
            found = (*found, *wrong)[:FLAWS_KEPT] if wrong else found
            settled += entry.amount if entry.posted_at <= self.as_of else 0
            count += 1
        book = book_of(balance.account)
        return self.model_copy(
            update={
                "accounts": self.accounts + 1,
                "entries": self.entries + count,
                "sums": {**self.sums, book: self.sums.get(book, 0) + settled},
                "flaws": (*found, *chain.compare(balance))[:FLAWS_KEPT],
            }
        )

    def finish(self, at: datetime) -> "Audit":
        odd = [
            f"{book}: all accounts add up to {total}" for book, total in self.sums.items() if total
        ]
        found = (*self.flaws, *odd)
        return self.model_copy(update={"flaws": found, "cursor": None, "finished_at": at})


def new_audit(now: datetime) -> Audit:
    return Audit(as_of=now - SETTLED_AFTER)


def is_due(before: Audit | None, now: datetime) -> bool:
    """Whether all history is to be proven anew, or a proof of it goes on."""
    if before is None or before.finished_at is None:
        return True
    return now - before.finished_at >= PROVEN_EVERY


def book_of(account: str) -> str:
    """The program and asset within which all accounts cancel out."""
    return ":".join(account.split(":")[-3:-1])
