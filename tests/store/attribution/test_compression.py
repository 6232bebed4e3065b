"""Values packed into one text come out as they went in, and phrases never change."""

from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from referrals.store.attribution.compression import NEWEST, pack, phrases, unpack

VALUES: list[dict[str, Any]] = [
    {},
    {"": ""},
    {"text": 'ünïcödé, العربية, 🎁, \x00 and "quotes"'},
    {"numbers": [0, -1, 10**18], "truth": [True, False, None], "deep": {"a": {"b": [{}, []]}}},
    {"long": "nothing of it is a phrase " * 500},
]
KNOWN = {1: "f2587389baa0aa6b"}


@pytest.mark.parametrize("values", VALUES)
def test_whatever_is_packed_comes_out_the_same(values: dict[str, Any]) -> None:
    assert unpack(pack(values)) == values


def test_phrases_of_a_number_never_change() -> None:
    assert {n: sha256(phrases(n)).hexdigest()[:16] for n in range(1, NEWEST + 1)} == KNOWN


def test_numbers_as_a_table_gives_them_stay_whole() -> None:
    assert unpack(pack({"amount_minor": Decimal(500)})) == {"amount_minor": 500}
    with pytest.raises(AssertionError):
        pack({"amount_minor": Decimal("0.5")})
