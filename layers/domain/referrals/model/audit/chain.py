"""A chain: an account's lines, followed one by one from the first or from a checkpoint."""

from pydantic import BaseModel, ConfigDict

from referrals.model.expiry.lot import Lots
from referrals.model.moment import Moment
from referrals.model.reward.ledger import GENESIS, Balance, Entry, digest, lots_after, owner_of


class Chain(BaseModel):
    """How far an account's lines were followed, and what they came to; kept, it is a checkpoint."""

    model_config = ConfigDict(frozen=True)
    account: str
    seq: int = 0
    total: int = 0
    head: str = GENESIS
    lots: Lots = ()
    as_of: Moment | None = None
    """The audit that last followed it to its end."""

    def follow(self, entry: Entry) -> tuple["Chain", tuple[str, ...]]:
        """With the next line, and the faults of that line in words."""
        found: list[str] = []
        if entry.seq != self.seq + 1:
            found.append(f"{self.account}: entry {entry.seq} follows entry {self.seq}")
        if entry.previous != self.head or entry.hash != digest(entry):
            found.append(f"{self.account}: the chain breaks at entry {entry.seq}")
        after = {
            "seq": entry.seq,
            "total": self.total + entry.amount,
            "head": entry.hash,
            "lots": lots_after(self.lots, entry),
        }
        return self.model_copy(update=after), tuple(found)

    def compare(self, balance: Balance) -> tuple[str, ...]:
        """What the balance says against its own lines, in words."""
        found: list[str] = []
        if (balance.balance, balance.seq, balance.head) != (self.total, self.seq, self.head):
            says = f"{balance.balance} after entry {balance.seq}"
            lines = f"its entries {self.total} after {self.seq}"
            found.append(f"{self.account}: the balance says {says}, {lines}")
        if balance.lots != self.lots:
            found.append(f"{self.account}: what ends of it does not follow from its entries")
        if owner_of(balance.account) and balance.balance < 0:
            found.append(f"{self.account}: a person's balance is below zero")
        return tuple(found)
