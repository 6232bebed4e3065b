"""What did this person earn, line by line, and can they check it themselves?

Every line carries what its hash is made of (see docs/algorithms/rewards.md), so a statement can be
checked by anyone, and each next page must follow on the one before.
"""

from pydantic import BaseModel

from referrals.model.reward.ledger import Balance, Entry, digest, owner_of
from referrals.model.words.wording import Wording
from referrals.store.reward.ledger import Ledger


class StatementLine(BaseModel):
    entry: Entry
    words: str
    """What it was, in the reader's language."""
    true: bool
    """Whether the line is what its hash says."""


class StatementAccount(BaseModel):
    account: str
    program: str
    asset: str
    part: str
    """pending or available."""
    balance: int
    entries: int
    head: str
    """The hash of the newest line."""


class Statement(BaseModel):
    person_id: str
    accounts: tuple[StatementAccount, ...]
    lines: tuple[StatementLine, ...]
    """Account by account, in each the newest first."""
    next_account: str = ""
    """Where the next page starts; empty at the end."""
    next_entry: int = 0


def ledger_statement(
    person_id: str,
    ledger: Ledger,
    *,
    words: Wording,
    limit: int = 100,
    account: str = "",
    entry: int = 0,
) -> Statement:
    """One page; `account` and `entry` are where the page before said that this one starts."""
    balances = ledger.of_person(person_id)
    found: list[Entry] = []
    rest = _from(balances, account, entry)
    while rest and len(found) < limit:
        where, upto = rest[0]
        lines = ledger.newest_entries(where, upto, limit - len(found))
        found += lines
        rest = [(where, upto - len(lines)), *rest[1:]] if lines else rest[1:]
        rest = [place for place in rest if place[1] > 0]
    next_account, next_entry = rest[0] if rest else ("", 0)
    return Statement(
        person_id=person_id,
        accounts=tuple(_account(balance) for balance in balances),
        lines=tuple(_line(each, words) for each in found),
        next_account=next_account,
        next_entry=next_entry,
    )


def _from(balances: list[Balance], account: str, entry: int) -> list[tuple[str, int]]:
    """The accounts that are still to be told, each with its newest line to tell."""
    places = [(balance.account, balance.seq) for balance in balances]
    for position, (here, newest) in enumerate(places):
        if here == account:
            return [(here, min(entry, newest)), *places[position + 1 :]]
    return places


def _account(balance: Balance) -> StatementAccount:
    assert owner_of(balance.account)
    _, _, program, asset, part = balance.account.split(":")
    return StatementAccount(
        account=balance.account,
        program=program,
        asset=asset,
        part=part,
        balance=balance.balance,
        entries=balance.seq,
        head=balance.head,
    )


def _line(entry: Entry, words: Wording) -> StatementLine:
    text = words.say(f"statement.{entry.kind}")
    return StatementLine(entry=entry, words=text, true=entry.hash == digest(entry))
