"""Every amount of a fact at -1: none of them ever makes a reward larger than the order allows."""

from dataclasses import fields, replace
from typing import Any

import pytest

from referrals.model.order.conversion import (
    Amounts,
    Base,
    Dispute,
    DisputeFact,
    Fact,
    OrderFact,
    RefundFact,
    Report,
)
from referrals.model.order.loss import loss_of
from referrals.model.order.receipt import doubt
from tests.world import AT, NOW, a_conversion, an_order

MS = AT * 1000
PARTS = [each.name for each in fields(Amounts) if each.name.endswith("_minor")]
PARTS.remove("gross_minor")


def is_held(fact: Fact) -> bool:
    return doubt(Report("1001", (fact,)), "EUR", NOW).startswith("negative_amount")


def largest_base(order: OrderFact) -> int:
    return max(order.amounts.base_minor(base) for base in Base)


@pytest.mark.parametrize(
    "fact",
    [
        an_order(amounts=Amounts("EUR", -1)),
        RefundFact("1", -1, MS),
        RefundFact("1", -1, MS, currency="EUR", cumulative=True),
    ],
)
def test_money_that_moved_below_zero_is_held(fact: Fact) -> None:
    assert is_held(fact)


@pytest.mark.parametrize("part", PARTS)
def test_a_part_below_zero_adds_nothing_to_the_base(part: str) -> None:
    """Whether it is held or taken as nothing: 5001 of 5000 is never what a reward is taken from."""
    below: Any = {part: -1}
    order = an_order(amounts=replace(Amounts("EUR", 5000), **below))

    assert is_held(order) or largest_base(order) <= 5000


@pytest.mark.parametrize(
    ("fact", "most"),
    [
        (an_order(given_back_minor=-1), 0),
        (RefundFact("1", 100, MS, shipping_minor=-1), 119),
        (DisputeFact("1", Dispute.WON, -1, MS), 0),
    ],
)
def test_what_went_back_below_zero_takes_and_gives_nothing(fact: Fact, most: int) -> None:
    """119 of 5000 is what 100 of its goods, 4202, come to."""
    state = a_conversion(an_order(amounts=Amounts("EUR", 5000, shipping_minor=798)), fact)

    assert is_held(fact) or 0 <= loss_of(state, Base.NET).total_minor <= most


def test_nothing_at_all_is_no_doubt() -> None:
    assert not is_held(an_order(amounts=Amounts("EUR", 0)))
    assert not is_held(RefundFact("1", 0, MS))
