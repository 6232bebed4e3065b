"""Money: integers of minor units beside a currency; decimals only while reading, floats never."""

import re
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

from referrals.model.errors import RefusedError

# ISO 4217: the currencies whose minor unit is not a hundredth.
_EXPONENTS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_HUNDREDTHS = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD "
    "CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ "
    "GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL "
    "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR "
    "PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT "
    "TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG"
)
EXPONENT = dict.fromkeys(_HUNDREDTHS.split(), 2) | {
    code: exponent for exponent, codes in _EXPONENTS.items() for code in codes.split()
}
_LARGEST_MINOR = 10**15
_TYPED = re.compile(r"([0-9]{1,13})(?:([.,])([0-9]{1,4}))?")


class UnreadableMoneyError(RefusedError):
    """An amount or a currency that cannot be read; `field` names where it stood."""

    code = "unreadable_money"


def parse_currency(text: object, field: str = "currency") -> str:
    """The upper-case ISO 4217 code."""
    code = text.strip().upper() if isinstance(text, str) else ""
    if code not in EXPONENT:
        raise UnreadableMoneyError(
            "this is not a currency.", field=field, remedy="Use an ISO 4217 code such as EUR."
        )
    return code


def to_minor(amount: object, currency: str, field: str = "amount", exponent: int = -1) -> int:
    """Minor units of `amount` (major units: text, int or Decimal); -1 means ISO's exponent.

    More decimals than the currency has are rounded half-even.
    """
    try:
        if isinstance(amount, bool | float) or not isinstance(amount, str | int | Decimal):
            raise InvalidOperation
        major = Decimal(amount)
        if not major.is_finite() or abs(major) > _LARGEST_MINOR:
            raise InvalidOperation
    except InvalidOperation:
        raise UnreadableMoneyError(
            "this is not an amount of money.",
            field=field,
            remedy='Send a decimal number as text, such as "12.50".',
        ) from None
    places = EXPONENT[currency] if exponent < 0 else exponent
    return int(major.scaleb(places).to_integral_value(ROUND_HALF_EVEN))


def typed_minor(text: str, currency: str) -> int | None:
    """Minor units of money as a person types it, `12.50` or `12,50`; None where it is unclear.

    Nothing is rounded: more decimals than the currency has are unclear, and so is what may be a
    thousand, such as `1.000` of EUR or `1,000` of any.
    """
    found = _TYPED.fullmatch(text.strip())
    mark, decimals = (found[2] or "", found[3] or "") if found else ("", "")
    places = EXPONENT.get(currency, 0)
    if not found or len(decimals) > places or (mark == "," and len(decimals) == len("000")):
        return None
    return int(found[1] + decimals.ljust(places, "0"))


def require_typed_minor(text: str, currency: str, field: str = "amount") -> int:
    minor = typed_minor(text, currency)
    if minor is None:
        raise UnreadableMoneyError(
            f"this is no clear amount of {currency}.",
            field=field,
            remedy=f"Write it as {decimal_text(12 * 10 ** EXPONENT[currency], currency)}: no mark "
            "between thousands, and no more decimals than the currency has.",
        )
    return minor


def to_text(minor: int, currency: str) -> str:
    """The amount for people and logs, in major units: `12.50 EUR`."""
    return f"{decimal_text(minor, currency)} {currency}"


def decimal_text(minor: int, currency: str) -> str:
    """In major units, for a column of numbers: `12.50`."""
    places = EXPONENT[currency]
    return f"{Decimal(minor).scaleb(-places):.{places}f}"


def portion(amount: int, part: int, whole: int) -> int:
    """`amount` x `part` / `whole`, rounded half-even, in integers only."""
    assert whole > 0
    assert amount >= 0
    assert part >= 0
    quotient, rest = divmod(amount * part, whole)
    return quotient + (rest * 2 > whole or (rest * 2 == whole and quotient % 2 == 1))
