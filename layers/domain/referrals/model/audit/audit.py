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
    within: Chain | None = None
    """The account behind it, of which some lines were followed."""
    finished_at: Moment | None = None

    @property
    def sound(self) -> bool:
        return self.finished_at is not None and not self.flaws

    def chain_of(self, account: str) -> Chain:
        """How far its lines were followed: a run may end within an account."""
        if self.within and self.within.account == account:
            return self.within
        return Chain(account=account)

    def with_lines(self, account: str, entries: Iterable[Entry]) -> "Audit":
        """The next lines of the account, one after the other."""
        chain, settled, count = self.chain_of(account), 0, 0
        audit = self
        for entry in entries:
            chain, wrong = chain.follow(entry)
            audit = audit.with_flaws(wrong) if wrong else audit
            settled += entry.amount if entry.posted_at <= self.as_of else 0
            count += 1
        book = book_of(account)
        sums = {**self.sums, book: self.sums.get(book, 0) + settled}
        fields = {"entries": self.entries + count, "sums": sums, "within": chain}
        return audit.model_copy(update=fields)

    def with_balance(self, balance: Balance) -> "Audit":
        """The account's end: what its lines came to, against what it says itself."""
        flaws = self.chain_of(balance.account).compare(balance)
        return self.with_flaws(flaws).after_account()

    def with_flaws(self, flaws: Iterable[str]) -> "Audit":
        return self.model_copy(update={"flaws": (*self.flaws, *flaws)[:FLAWS_KEPT]})

    def after_account(self) -> "Audit":
        return self.model_copy(update={"accounts": self.accounts + 1, "within": None})

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


def is_overdue(proof: Audit | None, now: datetime) -> bool:
    """Whether a proof takes longer than it is good for."""
    if proof is None or proof.finished_at is not None:
        return False
    return now - proof.as_of > PROVEN_EVERY


def unreadable(account: str, after: int | None = None) -> str:
    """A flaw in words: the balance, or a line behind number `after`, is none."""
    what = "its balance" if after is None else f"an entry after entry {after}"
    return f"{account}: {what} can't be read"


def book_of(account: str) -> str:
    """The program and asset within which all accounts cancel out."""
    return ":".join(account.split(":")[-3:-1])
