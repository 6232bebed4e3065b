"""An audit of the ledger: every chain, every balance, and that all accounts cancel out."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from referrals.model.expiry.lot import Lots
from referrals.model.moment import Moment
from referrals.model.reward.ledger import GENESIS, Balance, Entry, digest, lots_after, owner_of

# Clocks differ and accounts are read one after the other: only lines that are surely all there
# are added up.
SETTLED_AFTER = timedelta(minutes=10)
FLAWS_KEPT = 50


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
        lines = tuple(entries)
        settled = [entry.amount for entry in lines if entry.posted_at <= self.as_of]
        book = ":".join(balance.account.split(":")[-3:-1])
        sums = {**self.sums, book: self.sums.get(book, 0) + sum(settled)}
        return self.model_copy(
            update={
                "accounts": self.accounts + 1,
                "entries": self.entries + len(lines),
                "sums": sums,
                "flaws": (*self.flaws, *flaws(balance, lines))[:FLAWS_KEPT],
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


def flaws(balance: Balance, entries: Iterable[Entry]) -> list[str]:
    """The faults of an account in words; empty when its chain and its balance hold."""
    found: list[str] = []
    total, seq, head = 0, 0, GENESIS
    lots: Lots = ()
    for entry in entries:
        if entry.seq != seq + 1:
            found.append(f"{balance.account}: entry {entry.seq} follows entry {seq}")
        if entry.previous != head or entry.hash != digest(entry):
            found.append(f"{balance.account}: the chain breaks at entry {entry.seq}")
        total, seq, head = total + entry.amount, entry.seq, entry.hash
        lots = lots_after(lots, entry)
    if (balance.balance, balance.seq, balance.head) != (total, seq, head):
        sums = f"{balance.balance} after entry {balance.seq}, its entries {total} after {seq}"
        found.append(f"{balance.account}: the balance says {sums}")
    if balance.lots != lots:
        found.append(f"{balance.account}: what ends of it does not follow from its entries")
    if owner_of(balance.account) and balance.balance < 0:
        found.append(f"{balance.account}: a person's balance is below zero")
    return found
