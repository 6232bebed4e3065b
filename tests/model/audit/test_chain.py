"""A chain follows lines one by one, and says what is wrong with which."""

from datetime import timedelta

from referrals.model.audit.audit import book_of
from referrals.model.audit.chain import Chain
from referrals.model.audit.night import next_night
from referrals.model.reward.ledger import Balance, EntryKind, Posting, accounts_of, book
from tests.world import NOW

ADA, SHOP = "person:adv_ada:friends:EUR:available", "program:friends:EUR:03"


def postings(count: int) -> Posting:
    return Posting(SHOP, ADA, count, EntryKind.GRANT, "friends#shopify#1")


def test_a_sound_chain_has_no_flaws() -> None:
    both = [postings(500), postings(200)]
    booking = book(both, {each: Balance(account=each) for each in accounts_of(both)}, NOW)
    chain, found = Chain(account=ADA), list[str]()

    for entry in booking.entries:
        if entry.account == ADA:
            chain, flaws = chain.follow(entry)
            found += flaws

    assert found == []
    assert (chain.seq, chain.total) == (2, 700)
    assert chain.compare(booking.after[1]) == ()


def test_a_line_that_was_left_out_breaks_it() -> None:
    both = [postings(500), postings(200)]
    booking = book(both, {each: Balance(account=each) for each in accounts_of(both)}, NOW)
    second = [entry for entry in booking.entries if entry.account == ADA][1]

    _, flaws = Chain(account=ADA).follow(second)

    assert len(flaws) == 2
    assert "entry 2 follows entry 0" in flaws[0]


def test_a_balance_below_zero_is_told() -> None:
    chain = Chain(account=ADA, total=-1)

    assert "below zero" in chain.compare(Balance(account=ADA, balance=-1))[0]


def test_a_night_that_ended_is_followed_by_the_next() -> None:
    first = next_night(None, NOW)
    ended = first.turn(None, NOW)

    assert next_night(first, NOW) is first
    assert first.since == first.as_of
    assert next_night(ended, NOW) is ended
    assert next_night(ended, NOW + timedelta(days=1)).since == first.as_of
    assert book_of(ADA) == book_of(SHOP) == "friends:EUR"
