"""Given back in full: by refunds alone, as the program's base sees them."""

import pytest

from referrals.model.order.conversion import (
    Amounts,
    Base,
    CancellationFact,
    Dispute,
    DisputeFact,
    RefundFact,
)
from referrals.model.order.loss import loss_of
from tests.world import AT, a_conversion, a_refund, an_order

MS = AT * 1000
SHIPPED = an_order(amounts=Amounts("EUR", 5000, shipping_minor=1000))


@pytest.mark.parametrize(
    ("given_back", "full"), [(0, False), (4999, False), (5000, True), (5001, True)]
)
@pytest.mark.parametrize("base", Base)
def test_the_last_cent_makes_it_full(base: Base, given_back: int, full: bool) -> None:
    state = a_conversion(an_order(), a_refund(given_back))

    assert loss_of(state, base).refunded_in_full is full


def test_all_goods_are_all_of_it_where_goods_count() -> None:
    state = a_conversion(SHIPPED, RefundFact("1", 4000, MS))

    assert loss_of(state, Base.NET).refunded_in_full
    assert not loss_of(state, Base.GROSS).refunded_in_full


def test_shipping_alone_is_none_of_it_where_goods_count() -> None:
    state = a_conversion(SHIPPED, RefundFact("1", 1000, MS, shipping_minor=1000))

    assert not loss_of(state, Base.NET).refunded_in_full


@pytest.mark.parametrize(
    "other", [CancellationFact("customer", MS), DisputeFact("1", Dispute.OPEN, 5000, MS)]
)
def test_the_bank_s_and_the_shop_s_word_is_another_matter(
    other: CancellationFact | DisputeFact,
) -> None:
    assert not loss_of(a_conversion(an_order(), other), Base.NET).refunded_in_full
    assert loss_of(a_conversion(an_order(), other, a_refund(5000)), Base.NET).refunded_in_full


def test_what_cost_nothing_can_t_be_given_back() -> None:
    free = an_order(amounts=Amounts("EUR", 0))

    assert not loss_of(a_conversion(free, a_refund(1)), Base.NET).refunded_in_full
    assert not loss_of(a_conversion(a_refund(5000)), Base.NET).refunded_in_full
