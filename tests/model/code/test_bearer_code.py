"""Codes that are money are listed by their end alone."""

import pytest

from referrals.model.code.bearer_code import shown_code


@pytest.mark.parametrize(
    ("kind", "code", "shown"),
    [
        ("gift_card", "GGG5Y0R8879J", "…879J"),
        ("gift_card", "4711", "4711"),
        ("gift_card", "", ""),
        ("discount_code", "GGG5Y0R8879J", "GGG5Y0R8879J"),
    ],
)
def test_only_the_end_of_money_is_shown(kind: str, code: str, shown: str) -> None:
    assert shown_code(kind, code) == shown
