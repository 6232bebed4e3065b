"""The ledger: whole units moved from one account to another, double entry, hash-chained.

Every posting writes two entries that cancel out, so the sum over all accounts of an asset is
zero at any moment. Entries never change; each carries the hash of the one before in its account.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.era import epoch_seconds
from referrals.model.expiry.lot import Lots, add_lots, ended_amount, take_lots, total_of
from referrals.model.moment import Moment, stamp

# Program accounts are touched by every grant, so each asset has several of them.
PROGRAM_SHARDS = 64
GENESIS = ""


class EntryKind(StrEnum):
    """Why value moved."""

    GRANT = "grant"
    """A reward was promised: from the program to a person."""
    RELEASE = "release"
    """The hold is over: from a person's pending account to the available one."""
    REVERSE = "reverse"
    """Money of the order went back, and its share of the reward with it."""
    RESTORE = "restore"
    """A reversed amount given back, such as after a dispute that was won."""
    CORRECT = "correct"
    """A correction: somebody else brought the friend, or nobody did."""
    SPEND = "spend"
    """The person used it up at the shop."""
    RESERVE = "reserve"
    """Kept aside for a redemption: from a person's available account to the reserved one."""
    RETURN = "return"
    """A reservation, or the rest of one, that was not used: available again."""
    COLLECT = "collect"
    """Taken of a reservation that came back: what its order took back meanwhile."""
    GOODWILL = "goodwill"
    """A gesture of the shop, by a named person, for no order."""
    GOAL = "goal"
    """Of a goal that was reached: to everyone who took part."""
    OPENING = "opening"
    """Had in another program before, and brought from there; or taken back with all of it."""
    EXPIRE = "expire"
    """Its time was over, and nobody had used it."""


class Part(StrEnum):
    """The accounts a person has per asset."""

    PENDING = "pending"
    """Promised, waiting for the hold to end."""
    AVAILABLE = "available"
    """Theirs to use."""
    RESERVED = "reserved"
    """Theirs, and kept for a redemption that is on its way."""


def program_account(program_id: str, asset: str, shard: int) -> str:
    return f"program:{program_id}:{asset}:{shard % PROGRAM_SHARDS:02d}"


def uncollected_account(program_id: str, asset: str) -> str:
    """A reversed amount that had been spent: borne by the program, so no person owes."""
    return f"program:{program_id}:{asset}:uncollected"


def spent_account(program_id: str, asset: str, shard: int = 0) -> str:
    """What people used at the shop's till."""
    return f"program:{program_id}:{asset}:spent-{shard % PROGRAM_SHARDS:02d}"


def ended_account(program_id: str, asset: str) -> str:
    """What nobody used in its time."""
    return f"program:{program_id}:{asset}:ended"


def person_account(person_id: str, program_id: str, asset: str, part: Part) -> str:
    return f"person:{person_id}:{program_id}:{asset}:{part}"


def owner_of(account: str) -> str:
    """The person's id; empty for a program's own accounts."""
    kind, owner, *_ = account.split(":")
    return owner if kind == "person" else ""


def asset_of(account: str) -> str:
    return account.split(":")[-2]


def program_of(account: str) -> str:
    return account.split(":")[-3]


class LedgerModel(BaseModel):
    model_config = ConfigDict(frozen=True)


@dataclass(frozen=True, slots=True)
class Posting:
    """`amount` moves from `giver` to `taker`, two accounts of one asset."""

    giver: str
    taker: str
    amount: int
    kind: EntryKind
    cause: str
    """The conversion key of the grant it belongs to, or the redemption's id."""
    lots: Lots = ()
    """The parts of it that end, in the taker's hands."""

    def __post_init__(self) -> None:
        assert type(self.amount) is int, "money is counted in whole units"
        assert self.amount > 0, "a posting moves something"
        assert self.giver != self.taker, "a posting needs two accounts"
        assert 0 <= total_of(self.lots) <= self.amount, "no more ends than comes"
        assert asset_of(self.giver) == asset_of(self.taker), "a posting has one asset"
        assert program_of(self.giver) == program_of(self.taker), "programs keep separate books"


class Entry(LedgerModel):
    """One immutable signed line of an account."""

    account: str
    seq: int
    amount: int
    contra: str
    kind: EntryKind
    cause: str
    posted_at: Moment
    previous: str
    """The hash of the entry before; empty for the first one."""
    hash: str
    lots: Lots = ()
    """The parts of what came that end, each with its moment."""

    @property
    def asset(self) -> str:
        return asset_of(self.account)


class Balance(LedgerModel):
    """The state of an account after its entry number `seq`."""

    account: str
    balance: int = 0
    seq: int = 0
    head: str = GENESIS
    """The hash of the newest entry."""
    opened_at: Moment | None = None
    """When the first entry came; None before it."""
    lots: Lots = ()
    """The parts of it that end; they follow from the entries as the sum does."""

    def usable(self, now: datetime) -> int:
        """Without what has ended, booked as such or not yet."""
        return self.balance - ended_amount(self.lots, now)


@dataclass(frozen=True, slots=True)
class Booking:
    """Postings as entries, with every touched account's balance before and after."""

    entries: tuple[Entry, ...]
    before: tuple[Balance, ...]
    after: tuple[Balance, ...]


def digest(entry: Entry) -> str:
    """Over every field but the hash itself, so that no line can be changed or moved unseen."""
    fields: list[object] = [entry.account, entry.seq, entry.amount, entry.contra]
    fields += [entry.kind, entry.cause]
    fields += [stamp(entry.posted_at), entry.previous]
    if entry.lots:
        fields.append([[epoch_seconds(lot.ends_at), lot.amount] for lot in entry.lots])
    text = json.dumps(fields, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def accounts_of(postings: Iterable[Posting]) -> tuple[str, ...]:
    """Each touched account once, in the order of first touch."""
    return tuple(dict.fromkeys(a for p in postings for a in (p.giver, p.taker)))


def book(postings: Iterable[Posting], before: Mapping[str, Balance], at: datetime) -> Booking:
    """The entries to write; AssertionError rather than a line that breaks the books."""
    postings = tuple(postings)
    state = {account: before[account] for account in accounts_of(postings)}
    entries: list[Entry] = []
    for posting in postings:
        for account, contra, amount in (
            (posting.giver, posting.taker, -posting.amount),
            (posting.taker, posting.giver, posting.amount),
        ):
            entry = _next_entry(state[account], posting, contra=contra, amount=amount, at=at)
            state[account] = _add_entry(state[account], entry)
            entries.append(entry)
    assert sum(entry.amount for entry in entries) == 0
    return Booking(tuple(entries), tuple(before[a] for a in state), tuple(state.values()))


def _next_entry(
    balance: Balance, posting: Posting, *, contra: str, amount: int, at: datetime
) -> Entry:
    entry = Entry(
        account=balance.account,
        seq=balance.seq + 1,
        amount=amount,
        contra=contra,
        kind=posting.kind,
        cause=posting.cause,
        posted_at=at,
        previous=balance.head,
        hash="",
        lots=posting.lots if amount > 0 else (),
    )
    return entry.model_copy(update={"hash": digest(entry)})


def _add_entry(balance: Balance, entry: Entry) -> Balance:
    total = balance.balance + entry.amount
    assert total >= 0 or not owner_of(balance.account), "a person's balance has a floor of zero"
    return balance.model_copy(
        update={
            "balance": total,
            "seq": entry.seq,
            "head": entry.hash,
            "lots": lots_after(balance.lots, entry),
            "opened_at": balance.opened_at or entry.posted_at,
        }
    )


def lots_after(lots: Lots, entry: Entry) -> Lots:
    """What comes brings its lots; what goes takes what ends first."""
    if entry.amount > 0:
        return add_lots(lots, entry.lots)
    return take_lots(lots, -entry.amount)[0]
