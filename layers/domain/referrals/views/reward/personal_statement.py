"""What came, what went, what waits and what ends, as its person reads it?

Of one asset in one program, so three accounts known by name: a page costs the same however many
lines there are. The lines that anybody can check are `ledger_statement`'s.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice

from pydantic import BaseModel

from referrals.model.moment import Moment
from referrals.model.people.person import Person
from referrals.model.program.program import Program
from referrals.model.reward.grant import GrantStatus
from referrals.model.reward.ledger import Balance, Entry, EntryKind, Part, person_account
from referrals.model.words.statement import (
    Movement,
    ending_in_words,
    holding_in_words,
    line_in_words,
    movement_of,
    waiting_in_words,
)
from referrals.model.words.wording import Wording
from referrals.store.reward.grant import Grants
from referrals.store.reward.ledger import Ledger

# Orders whose day is looked up; more of them are told of in one sentence.
MOST_WAITING = 10
# Lines of the pending account among which those orders are sought.
WAITING_LINES = 30


class PersonalLine(BaseModel):
    posted_at: Moment
    movement: Movement
    amount: int
    """How much, without a sign."""
    kind: EntryKind
    cause: str
    """The order, the redemption or the gesture that it belongs to."""
    words: str


class WaitingPart(BaseModel):
    amount: int
    until: Moment | None
    """None for what waits of further orders."""
    words: str


class EndingInWords(BaseModel):
    amount: int
    ends_at: Moment
    words: str


class PersonalStatement(BaseModel):
    person_id: str
    program: str
    asset: str
    available: int
    pending: int
    reserved: int
    holds: tuple[str, ...]
    """What there is, sentence by sentence."""
    waits: tuple[WaitingPart, ...]
    ends: tuple[EndingInWords, ...]
    lines: tuple[PersonalLine, ...]
    """The newest first."""


@dataclass(frozen=True, slots=True)
class StatementQuestion:
    """Whose, of what, and how it is told."""

    person: Person
    asset: str
    rules: Program
    words: Wording
    now: datetime


type Places = Mapping[str, int]
"""By part, the number below which its lines are still to be told."""


def personal_statement(
    question: StatementQuestion, ledger: Ledger, grants: Grants, *, limit: int, places: Places
) -> tuple[PersonalStatement, Places | None]:
    """One page, and where the next one begins; None at the end."""
    person_id, program, now = question.person.person_id, question.rules.program, question.now
    names = {part: person_account(person_id, program, question.asset, part) for part in Part}
    found = ledger.read_together(list(names.values()))
    balances = {part: found[name] for part, name in names.items()}
    entries, after, newest = _page(balances, ledger, limit, places)
    statement = PersonalStatement(
        person_id=person_id,
        program=program,
        asset=question.asset,
        **{part.value: balance.usable(now) for part, balance in balances.items()},
        holds=tuple(_holdings(balances, question)),
        waits=tuple(_waiting(balances[Part.PENDING], newest, grants, question)),
        ends=tuple(_endings(balances[Part.AVAILABLE], question)),
        lines=tuple(_lines(entries, question)),
    )
    return statement, after


def _page(
    balances: Mapping[Part, Balance], ledger: Ledger, limit: int, places: Places
) -> tuple[list[Entry], Places | None, list[Entry]]:
    """The newest of all parts together, each part in its own order; and the newest that wait."""
    left = {
        part: min(places.get(part.value, balance.seq + 1), balance.seq + 1)
        for part, balance in balances.items()
    }
    most = max(limit, WAITING_LINES)
    found = {
        part: ledger.newest_entries(balances[part].account, below - 1, most)
        for part, below in left.items()
        if below > 1
    }
    waiting = found.get(Part.PENDING, [])
    pending = balances[Part.PENDING]
    if pending.balance and left[Part.PENDING] <= pending.seq:  # A later page begins further down.
        waiting = ledger.newest_entries(pending.account, pending.seq, WAITING_LINES)
    newest_first = merge(*found.values(), key=lambda entry: entry.posted_at, reverse=True)
    told = list(islice(newest_first, limit))
    for entry in told:
        left[Part(entry.account.rpartition(":")[2])] = entry.seq
    after = {part.value: below for part, below in left.items()}
    return told, after if any(below > 1 for below in after.values()) else None, waiting


def _lines(entries: list[Entry], question: StatementQuestion) -> Iterator[PersonalLine]:
    words, zone = question.words, question.person.time_zone
    for entry in entries:
        if movement := movement_of(entry):
            yield PersonalLine(
                posted_at=entry.posted_at,
                movement=movement,
                amount=abs(entry.amount),
                kind=entry.kind,
                cause=entry.cause,
                words=line_in_words(words, entry, movement, asset=question.asset, time_zone=zone),
            )


def _holdings(balances: Mapping[Part, Balance], question: StatementQuestion) -> Iterator[str]:
    for part in (Part.AVAILABLE, Part.PENDING, Part.RESERVED):
        amount = balances[part].usable(question.now)
        if amount or part is Part.AVAILABLE:
            yield holding_in_words(question.words, amount, part, question.asset)


def _endings(available: Balance, question: StatementQuestion) -> Iterator[EndingInWords]:
    words, zone = question.words, question.rules.time_zone
    for lot in available.lots:
        if lot.ends_at > question.now:
            text = ending_in_words(words, lot, asset=question.asset, time_zone=zone)
            yield EndingInWords(amount=lot.amount, ends_at=lot.ends_at, words=text)


def _waiting(
    pending: Balance, newest: list[Entry], grants: Grants, question: StatementQuestion
) -> Iterator[WaitingPart]:
    """By order, the newest first; the grant says until when, and how much of it still stands."""
    left = pending.balance
    theirs = (question.person.person_id, question.asset)
    causes = _waiting_causes(newest) if left else []
    found = grants.find_all(causes)
    for cause in causes:
        grant = found.get(cause)
        if grant is None or grant.status is not GrantStatus.HELD:
            continue
        sides = (side for side in grant.sides if (side.person_id, side.worth.asset) == theirs)
        amount = min(sum(side.remaining for side in sides), left)
        if amount:
            left -= amount
            yield _waiting_part(amount, grant.hold_until, question)
    if left:
        yield _waiting_part(left, None, question)


def _waiting_causes(newest: list[Entry]) -> list[str]:
    waiting = newest[:WAITING_LINES]
    causes = dict.fromkeys(entry.cause for entry in waiting if entry.amount > 0)
    return list(causes)[:MOST_WAITING]


def _waiting_part(amount: int, until: datetime | None, question: StatementQuestion) -> WaitingPart:
    zone = question.person.time_zone
    text = waiting_in_words(
        question.words, amount, until, asset=question.asset, time_zone=zone, now=question.now
    )
    return WaitingPart(amount=amount, until=until, words=text)
