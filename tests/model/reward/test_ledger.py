"""Postings, chains and balances: what always holds, and what is refused."""

import pytest

from referrals.model.reward.ledger import (
    Balance,
    Booking,
    Entry,
    EntryKind,
    Part,
    Posting,
    accounts_of,
    book,
    digest,
    person_account,
    program_account,
)
from tests.chains import flaws
from tests.world import NOW

PROGRAM = program_account("friends", "EUR", 3)
ADA = person_account("adv_ada", "friends", "EUR", Part.AVAILABLE)
BEN = person_account("fri_ben", "friends", "EUR", Part.AVAILABLE)


def posting(giver: str = PROGRAM, taker: str = ADA, amount: int = 500) -> Posting:
    return Posting(giver, taker, amount, EntryKind.GRANT, "friends#shopify#1001")


def book_postings(*postings: Posting, **balances: Balance) -> Booking:
    unused = {account: Balance(account=account) for account in accounts_of(postings)}
    known = {balance.account: balance for balance in balances.values()}
    return book(postings, unused | known, NOW)


def test_a_posting_is_two_lines_that_cancel_out() -> None:
    booking = book_postings(posting())

    assert [(e.account, e.amount) for e in booking.entries] == [(PROGRAM, -500), (ADA, 500)]
    assert [b.balance for b in booking.after] == [-500, 500]


def test_two_postings_to_one_account_follow_each_other() -> None:
    booking = book_postings(posting(), posting(taker=BEN, amount=300))

    program = [e for e in booking.entries if e.account == PROGRAM]
    assert [e.seq for e in program] == [1, 2]
    assert program[1].previous == program[0].hash
    assert booking.after[0].head == program[1].hash


def test_every_line_carries_the_hash_of_the_one_before() -> None:
    first = book_postings(posting())
    ada, program = first.after[1], first.after[0]

    second = book_postings(posting(), ada=ada, program=program)

    assert second.entries[1].previous == first.entries[1].hash
    assert flaws(second.after[1], [first.entries[1], second.entries[1]]) == []


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 501},
        {"seq": 2},
        {"contra": BEN},
        {"kind": EntryKind.RESTORE},
        {"cause": "friends#shopify#1002"},
        {"posted_at": NOW.replace(year=2020)},
        {"previous": "0" * 64},
        {"account": BEN},
    ],
    ids=lambda change: next(iter(change)),
)
def test_no_field_of_a_line_can_change_unseen(change: dict[str, object]) -> None:
    booking = book_postings(posting())
    forged = booking.entries[1].model_copy(update=change)

    assert flaws(booking.after[1], [forged])


def test_a_hash_stands_for_all_that_came_before() -> None:
    entry = book_postings(posting()).entries[1]

    other_past = entry.model_copy(update={"previous": "0" * 64})

    assert digest(other_past) != digest(entry)


def test_a_dropped_last_line_is_seen() -> None:
    booking = book_postings(posting(), posting())
    mine: list[Entry] = [e for e in booking.entries if e.account == ADA]

    assert flaws(booking.after[1], mine[:1])


@pytest.mark.parametrize("amount", [0, -1, True, 5.0])
def test_only_whole_positive_amounts_are_posted(amount: int) -> None:
    with pytest.raises(AssertionError):
        posting(amount=amount)


@pytest.mark.parametrize(
    "taker",
    [
        PROGRAM,
        person_account("adv_ada", "friends", "points", Part.AVAILABLE),
        person_account("adv_ada", "others", "EUR", Part.AVAILABLE),
    ],
    ids=["itself", "another asset", "another program"],
)
def test_a_posting_stays_in_its_own_book(taker: str) -> None:
    with pytest.raises(AssertionError):
        posting(taker=taker)


def test_nobody_s_balance_goes_below_zero() -> None:
    with pytest.raises(AssertionError):
        book_postings(posting(giver=ADA, taker=PROGRAM))
