"""An order's life in any order, and what stays with the shop of it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.order.claim import CorrectionFact
from referrals.model.order.conversion import (
    Amounts,
    Base,
    CancellationFact,
    Conversion,
    Dispute,
    DisputeFact,
    Fact,
    Payment,
    RefundFact,
)
from referrals.model.order.fold import fold
from referrals.model.order.loss import loss_of
from referrals.model.order.precedence import rank_of
from tests.world import AT, a_key, an_order

MS = AT * 1000
moments = st.integers(MS, MS + 3)
orders = st.builds(
    lambda payment, at, gross: an_order(
        payment=payment, version_ms=at, amounts=Amounts("EUR", gross)
    ),
    st.sampled_from(list(Payment)),
    moments,
    st.integers(0, 3),
)
refunds = st.builds(
    RefundFact,
    st.sampled_from("abc"),
    st.integers(0, 9),
    moments,
    cumulative=st.booleans(),
    shipping_minor=st.integers(0, 3),
)
cancellations = st.builds(CancellationFact, st.sampled_from(["customer", "fraud"]), moments)
disputes = st.builds(
    DisputeFact, st.just("d"), st.sampled_from(list(Dispute)), st.integers(0, 9), moments
)
lives = st.lists(orders | refunds | cancellations | disputes, max_size=8)


def order_of(facts: Sequence[Fact]) -> Conversion:
    """As the store does it: a fact replaces an older or lesser one of the same name."""
    kept: dict[str, Fact] = {}
    for fact in facts:
        kept[fact.name] = max(kept.get(fact.name, fact), fact, key=rank_of)
    return fold(a_key(), 0, kept.values())


@given(lives.flatmap(lambda facts: st.tuples(st.just(facts), st.permutations(facts))))
def test_the_order_of_events_never_matters(told: tuple[list[Fact], list[Fact]]) -> None:
    facts, shuffled = told

    assert order_of(facts) == order_of(shuffled)


@given(lives)
def test_telling_everything_twice_changes_nothing(facts: list[Fact]) -> None:
    assert order_of(facts) == order_of(facts + facts)


@given(lives)
def test_no_more_is_lost_than_was_paid(facts: list[Fact]) -> None:
    state = order_of(facts)

    gross = state.order.amounts.gross_minor if state.order else 0
    assert 0 <= state.lost_minor <= gross
    assert 0 <= loss_of(state, Base.NET).total_minor <= gross


def test_a_paid_order_beats_a_pending_one_of_the_same_second() -> None:
    paid, pending = an_order(), an_order(payment=Payment.PENDING)

    assert rank_of(paid) > rank_of(pending)


def total(charge: str, minor: int) -> RefundFact:
    return RefundFact(charge, minor, MS, cumulative=True, charge=charge)


def part(name: str, minor: int, charge: str) -> RefundFact:
    return RefundFact(name, minor, MS, charge=charge)


def a_failed_refund(name: str, minor: int, charge: str) -> RefundFact:
    return RefundFact(name, 0, MS, undone_minor=minor, charge=charge)


CASES = [
    ("nothing given back", (), 0, 0),
    ("half of the goods", (RefundFact("1", 2500, MS),), 2500, 2750),
    ("shipping alone", (RefundFact("1", 500, MS, shipping_minor=500),), 500, 0),
    ("goods, not shipping", (RefundFact("1", 5000, MS),), 5000, 5500),
    ("everything", (RefundFact("1", 5500, MS, shipping_minor=500),), 5500, 5500),
    ("more than everything", (RefundFact("1", 9900, MS),), 5500, 5500),
    ("two refunds", (RefundFact("1", 1000, MS), RefundFact("2", 1500, MS)), 2500, 2750),
    ("a running total", (RefundFact("t", 2500, MS, cumulative=True),), 2500, 2750),
    ("a cancellation", (CancellationFact("customer", MS),), 5500, 5500),
    ("an open dispute", (DisputeFact("d", Dispute.OPEN, 5500, MS),), 5500, 5500),
    ("a dispute of all of it", (DisputeFact("d", Dispute.OPEN, None, MS),), 5500, 5500),
    ("a dispute of nothing", (DisputeFact("d", Dispute.OPEN, 0, MS),), 0, 0),
    ("a dispute won", (DisputeFact("d", Dispute.WON, 5500, MS),), 0, 0),
    ("an inquiry", (DisputeFact("d", Dispute.INQUIRY, 5500, MS),), 0, 0),
    ("two charges", (total("a", 2000), total("b", 1000)), 3000, 3300),
    ("a charge in two tellings", (part("1", 2000, "a"), total("a", 2000)), 2000, 2200),
    ("of one charge its refunds", (part("1", 900, "a"), part("2", 100, "a")), 1000, 1100),
    ("a total and a refund", (total("a", 2000), part("1", 1000, "b")), 3000, 3300),
    ("refunds of no known charge", (total("a", 2000), part("1", 2000, "")), 2000, 2200),
    (
        "a refund of one charge failed",
        (total("a", 2000), total("b", 1000), a_failed_refund("1", 1000, "b")),
        2000,
        2200,
    ),
]


@pytest.mark.parametrize(("case", "news", "gross", "net"), CASES, ids=[c[0] for c in CASES])
def test_what_was_lost_of_an_order(case: str, news: tuple[Fact, ...], gross: int, net: int) -> None:
    order = an_order(amounts=Amounts("EUR", 5500, shipping_minor=500))

    state = fold(a_key(), 1, (order, *news))

    assert tuple(loss_of(state, base).total_minor for base in Base) == (gross, net)


def test_of_a_list_and_a_webhook_of_one_moment_the_webhook_holds() -> None:
    for number in range(20):
        told = an_order(amounts=Amounts("EUR", 5000, tax_minor=number))
        listed = replace(told, amounts=Amounts("EUR", 5001), witness="list")

        order = fold(a_key(), 2, (listed, told)).order

        assert order
        assert order.amounts == told.amounts


def test_a_list_that_says_more_than_the_webhook_of_its_moment_holds() -> None:
    listed = an_order(amounts=Amounts("EUR", 5001), witness="list")

    order = fold(a_key(), 2, (an_order(payment=Payment.PENDING), listed)).order

    assert order
    assert (order.payment, order.amounts.gross_minor) == (Payment.PAID, 5001)


def test_corrections_of_two_names_are_numbered_by_when_they_were_made() -> None:
    first, second, third = (
        CorrectionFact(f"cur_{name}", number, name, "they wrote", "eve", AT * 1000 + later)
        for name, number, later in (("a", 1, 0), ("b", 2, 1), ("c", 1, 2))
    )

    made = fold(a_key(), 3, (third, second, first)).corrections

    assert [(each.code, each.number) for each in made] == [("a", 1), ("b", 2), ("c", 3)]


def test_of_one_second_the_worst_of_a_dispute_holds() -> None:
    news = [
        DisputeFact("d", Dispute.INQUIRY, None, MS),
        DisputeFact("d", Dispute.OPEN, 1000, MS),
        DisputeFact("d", Dispute.OPEN, 5500, MS),
        DisputeFact("d", Dispute.OPEN, None, MS),
        DisputeFact("d", Dispute.WON, 1000, MS),
        DisputeFact("d", Dispute.LOST, 1000, MS),
    ]

    assert sorted(news, key=rank_of) == news
