"""What a program's percentage and minimum are taken from: net of everything that isn't goods."""

from dataclasses import replace
from typing import Any

import pytest

from referrals.model.order.amounts import Amounts, Base

PARTS = ("tax_minor", "shipping_minor", "tips_minor", "gift_cards_minor", "duties_minor")


@pytest.mark.parametrize("part", PARTS)
def test_each_part_but_the_goods_is_left_out_of_net(part: str) -> None:
    changes: dict[str, Any] = {part: 700}
    amounts = replace(Amounts("EUR", 5000), **changes)

    assert (amounts.base_minor(Base.GROSS), amounts.base_minor(Base.NET)) == (5000, 4300)


def test_parts_larger_than_the_whole_leave_nothing() -> None:
    amounts = Amounts("EUR", 5000, tax_minor=3000, shipping_minor=2500)

    assert amounts.base_minor(Base.NET) == 0


def test_nothing_is_reckoned_from_below_zero() -> None:
    assert Amounts("EUR", -1).base_minor(Base.GROSS) == 0
