"""What a gift took off an order, in whole minor units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.model.code.saving import saved_minor


@pytest.mark.parametrize(
    ("percent", "left", "saved"),
    [
        (10, 4500, 500),
        (10, 4202, 467),  # 466.89
        (50, 2500, 2500),
        (15, 1, 0),
        (99, 1, 99),
        (100, 0, 0),
        (10, 0, 0),
    ],
)
def test_a_percentage_is_reckoned_from_what_was_left(percent: int, left: int, saved: int) -> None:
    assert saved_minor(percent=percent, amount_minor=None, base_minor=left) == saved


def test_an_amount_is_what_it_says() -> None:
    assert saved_minor(percent=None, amount_minor=500, base_minor=1) == 500
    assert saved_minor(percent=None, amount_minor=500, base_minor=0) == 0


@given(st.integers(1, 99), st.integers(1, 10**9))
def test_before_and_after_fit_to_the_minor_unit(percent: int, before: int) -> None:
    off = round(before * percent / 100) if before < 10**6 else before * percent // 100

    reckoned = saved_minor(percent=percent, amount_minor=None, base_minor=before - off)

    # A till rounds by half a unit at most; of 99 per cent that is told from one hundredth.
    assert abs(reckoned - off) <= 100
