"""What amounts are in a currency: by the merchant's own rates, and the step of a percentage."""

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

# Orders that come to the same reward differ by less than about ten euros: so many whole units.
_SPREAD = 10
_SPREADS = {
    **dict.fromkeys(("CNY", "DKK", "HKD", "MXN", "NOK", "SEK", "TWD", "ZAR"), 100),
    **dict.fromkeys(("CZK", "PHP", "RUB", "THB", "TRY", "UAH"), 500),
    **dict.fromkeys(("INR", "ISK", "JPY"), 1_000),
    **dict.fromkeys(("ARS", "CLP", "HUF", "KRW", "NGN"), 10_000),
    **dict.fromkeys(("COP", "IDR", "PYG", "UGX", "VND"), 100_000),
}


def share_step(percent: int, currency: str) -> int:
    """Minor units to which a percentage is rounded where nobody says to which: 1.00 for 10%."""
    spread: int = _SPREADS.get(currency, _SPREAD) * 10 ** EXPONENT[currency]
    return max(spread * percent // 100, 1)


def exchange(minor: int, rate: str, *, source: str, target: str) -> int:
    """Minor units of `target`, rounded half-even: 108.00 USD at "1.08" are 100.00 EUR."""
    scale = Fraction(10) ** (EXPONENT[target] - EXPONENT[source])
    return round(Fraction(minor) * scale / Fraction(rate))
