"""The merchant's own rates: what orders in other currencies come to in the program's."""

from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, Field

from referrals.model.money import EXPONENT


def _above_zero(rate: str) -> str:
    if not Fraction(rate):
        raise ValueError("a rate is above 0")
    return rate


def _known_currency(code: str) -> str:
    if code not in EXPONENT:
        raise ValueError("use an ISO 4217 code such as USD")
    return code


Rate = Annotated[
    str,
    Field(pattern=r"^[0-9]{1,7}(\.[0-9]{1,10})?$", description='Text, such as "1.08".'),
    AfterValidator(_above_zero),
]
"""How many units of the other currency are one of the program's."""
Rates = Annotated[dict[Annotated[str, AfterValidator(_known_currency)], Rate], Field(max_length=30)]


def exchange(minor: int, rate: str, *, source: str, target: str) -> int:
    """Minor units of `target`, rounded half-even: 108.00 USD at "1.08" are 100.00 EUR."""
    scale = Fraction(10) ** (EXPONENT[target] - EXPONENT[source])
    return round(Fraction(minor) * scale / Fraction(rate))
