"""Which of two facts holds."""

from datetime import timedelta

from referrals.model.order.claim import ClaimFact, CorrectionFact
from referrals.model.order.conversion import (
    Amounts,
    CancellationFact,
    Dispute,
    DisputeFact,
    Fact,
    OrderFact,
    Payment,
    PaymentFact,
    RefundFact,
    Signals,
)
from referrals.model.order.precedence import rank, rank_of
from referrals.model.order.provenance import Provenance
from tests.world import AT, NOW, an_order

MS = AT * 1000
A_MINUTE_AGO = NOW - timedelta(minutes=1)


def test_the_newest_fact_holds() -> None:
    old, new = RefundFact("1", 900, MS), RefundFact("1", 100, MS + 1)

    assert rank_of(new) > rank_of(old)


def test_in_one_second_what_says_more_holds() -> None:
    assert rank_of(an_order()) > rank_of(an_order(payment=Payment.PARTIAL))
    assert rank_of(RefundFact("1", 2, MS)) > rank_of(RefundFact("1", 1, MS))
    lost, opened = (DisputeFact("1", s, 1, MS) for s in (Dispute.LOST, Dispute.OPEN))
    assert rank_of(lost) > rank_of(opened)


def test_what_is_won_and_lost_in_one_moment_is_lost() -> None:
    """The bank's last word can't be known: money is not promised on it."""
    won, lost = (DisputeFact("1", s, 1, MS) for s in (Dispute.WON, Dispute.LOST))

    assert rank_of(lost) > rank_of(won)
    assert rank_of(DisputeFact("1", Dispute.WON, 1, MS + 1)) > rank_of(lost)


def test_equals_are_told_apart_the_same_way_always() -> None:
    one, other = an_order(order_name="a"), an_order(order_name="b")

    assert rank_of(one) != rank_of(other)
    assert rank(one) == rank(an_order(order_name="a"))


def test_the_same_fact_never_replaces_itself() -> None:
    assert rank_of(an_order()) == rank_of(an_order())


def test_what_was_pulled_yields_to_what_was_told_at_that_moment() -> None:
    pulled, told = an_order(order_name="pulled"), an_order(order_name="told")

    assert rank_of(told) > rank_of(pulled, Provenance.RECONCILIATION)
    assert rank_of(pulled) > rank_of(pulled, Provenance.RECONCILIATION)
    assert rank_of(told, Provenance.REPLAY) == rank_of(told)
    smaller, larger = RefundFact("1", 1, MS), RefundFact("1", 2, MS)
    assert rank_of(smaller) > rank_of(larger, Provenance.RECONCILIATION)


def test_a_pulled_order_that_says_more_holds_within_one_second() -> None:
    pending, paid = an_order(payment=Payment.PENDING), an_order()

    assert rank_of(paid, Provenance.RECONCILIATION) > rank_of(pending)
    assert rank_of(paid) > rank_of(pending, Provenance.RECONCILIATION)


def test_a_newer_state_holds_however_it_came() -> None:
    newer = an_order(version_ms=MS + 1000)

    assert rank_of(newer, Provenance.RECONCILIATION) > rank_of(an_order())
    assert rank_of(newer) > rank_of(an_order(), Provenance.RECONCILIATION)


def test_ranks_are_those_beside_the_facts_that_are_stored() -> None:
    """Made by the code that first wrote them: another spelling would make old facts news again."""
    amounts, signals = Amounts("EUR", 5000, tax_minor=798), Signals(ref_codes=("ada-bakes",))
    at = MS + 7
    facts: list[Fact] = [
        OrderFact(Payment.PAID, amounts, NOW, at, "hash", signals, order_name="#1"),
        RefundFact("1", 400, at),
        DisputeFact("d", Dispute.OPEN, None, MS),
        CancellationFact("customer", MS),
        ClaimFact("clm_1", "friend", "ada-bakes", "hash", A_MINUTE_AGO, at, "Ada did"),
        CorrectionFact("cur_1", 1, "cleos", "they wrote", "eve", at),
        PaymentFact(True, MS),
    ]

    assert [rank(fact) for fact in facts] == [
        "000000000000000003b9fb9fe9f8cad9c5",
        "0000000000000400dc94688296905760",
        "1100000000000000155ef7ec1fbeddf98",
        "0000000000000001cf455763851b2e09",
        "0000000000000000e476b68f6becb8ad",
        "0000000000000000b0e5b94eb7dffea7",
        "0000000000000000c783376e01c769a8",
    ]
