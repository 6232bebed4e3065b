"""One order told of by several bodies, each with a moment of its own."""

from datetime import timedelta
from itertools import permutations

import pytest

from referrals.model.order.conversion import Amounts, OrderFact, Payment, Signals
from referrals.model.order.fold import fold
from tests.world import AT, NOW, a_key, an_order, hash_of

TOLD = (
    an_order(
        witness="session",
        payment=Payment.PENDING,
        occurred_at=NOW - timedelta(seconds=20),
        version_ms=(AT + 5) * 1000,
        customer_hash="",
        signals=Signals(ref_codes=("ada",)),
    ),
    an_order(
        witness="invoice",
        occurred_at=NOW - timedelta(seconds=60),
        version_ms=(AT + 1) * 1000,
        customer_hash=hash_of("ben@example.com"),
        first_order=True,
    ),
    an_order(
        witness="payment",
        payment=Payment.PARTIAL,
        occurred_at=NOW + timedelta(seconds=90),
        version_ms=(AT + 9) * 1000,
        customer_hash=hash_of("dot@example.com"),
        first_order=False,
        test=True,
        beside=True,
    ),
)


@pytest.mark.parametrize("order", [*permutations(TOLD)])
def test_the_earliest_moment_placed_it_and_the_latest_changed_it(
    order: tuple[OrderFact, ...],
) -> None:
    found = fold(a_key(), 3, order).order

    assert found
    assert (found.occurred_at, found.version_ms) == (NOW - timedelta(seconds=60), (AT + 9) * 1000)
    assert (found.payment, found.witness, found.beside) == (Payment.PAID, "", False)
    assert found.customer_hash == hash_of("ben@example.com")
    assert (found.signals.ref_codes, found.first_order, found.test) == (("ada",), False, True)


def test_the_payment_s_own_total_is_the_order_s() -> None:
    paid = an_order(witness="a", amounts=Amounts("EUR", 4000))
    pending = an_order(witness="b", payment=Payment.PENDING, amounts=Amounts("EUR", 5000))

    found = fold(a_key(), 2, (pending, paid)).order

    assert found
    assert found.amounts.gross_minor == 4000


def test_one_beside_the_order_yields_to_its_newer_word() -> None:
    """A first invoice was paid, and then its order failed."""
    beside = an_order(witness="invoice", beside=True, version_ms=AT * 1000)
    failed = an_order(payment=Payment.PENDING, version_ms=AT * 1000 + 1)

    assert not fold(a_key(), 2, (beside, failed)).paid
    assert fold(a_key(), 2, (beside, an_order(payment=Payment.PENDING))).paid


def test_a_session_unpaid_before_its_payment_came_is_paid() -> None:
    session = an_order(witness="session", payment=Payment.PENDING, version_ms=AT * 1000)
    payment = an_order(witness="payment", beside=True, version_ms=AT * 1000 + 1)

    assert fold(a_key(), 2, (session, payment)).paid


@pytest.mark.parametrize(("now", "counts"), [(4000, 4000), (6000, 5000)])
def test_paid_in_part_again_the_smaller_total_counts(now: int, counts: int) -> None:
    was = an_order(amounts=Amounts("EUR", 5000), version_ms=AT * 1000)
    part = an_order(payment=Payment.PARTIAL, amounts=Amounts("EUR", now), version_ms=AT * 1000 + 1)
    assert was.payment_fact

    found = fold(a_key(), 2, (part, was.payment_fact))

    assert (found.paid, found.gross_minor) == (True, counts)
