"""The merchant's own rates: exact, half-even, and for currencies of any exponent."""

from typing import Any

import pytest
from pydantic import ValidationError

from referrals.model.program.rate import exchange
from tests.world import rules


@pytest.mark.parametrize(
    ("minor", "rate", "source", "target", "expected"),
    [
        (10_800, "1.08", "USD", "EUR", 10_000),
        (5_000, "1.08", "USD", "EUR", 4_630),
        (8_000, "160", "JPY", "EUR", 5_000),
        (5_000, "0.00625", "EUR", "JPY", 8_000),
        (1_234, "0.4", "KWD", "EUR", 308),
        (1, "2", "USD", "EUR", 0),
        (3, "2", "USD", "EUR", 2),
        (0, "1.08", "USD", "EUR", 0),
    ],
)
def test_amounts_come_to_the_programs_currency(
    minor: int, rate: str, source: str, target: str, expected: int
) -> None:
    assert exchange(minor, rate, source=source, target=target) == expected


@pytest.mark.parametrize(
    "also",
    [
        {"USD": 1.08},
        {"USD": "0"},
        {"USD": "0.00"},
        {"USD": "-1"},
        {"USD": "1,08"},
        {"USD": "1e3"},
        {"USD": "١"},
        {"usd": "1"},
        {"XXX": "1"},
        {"EUR": "1"},
    ],
)
def test_what_is_no_rate_is_refused(also: Any) -> None:
    with pytest.raises(ValidationError):
        rules(also=also)


def test_a_program_keeps_its_rates_as_text() -> None:
    assert rules(also={"USD": "1.080"}).also == {"USD": "1.080"}
