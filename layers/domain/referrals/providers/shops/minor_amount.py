"""Amounts that a platform writes as whole numbers of its own smallest unit.

That unit is not always ISO 4217's: each source names the currencies where its own differs.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from referrals.model.money import EXPONENT, UnreadableMoneyError, to_minor
from referrals.providers.shops.body import Body

type Exponents = Mapping[str, int]
"""Decimals of the currencies that the platform counts differently from ISO 4217."""

_WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)


def minor_amount(body: Body, name: str, currency: str, exponents: Exponents) -> int:
    """The amount in minor units; a missing one is zero."""
    if body.get(name) in (None, ""):
        return 0
    return required_minor_amount(body, name, currency, exponents)


def stated_minor_amount(body: Body, name: str, currency: str, exponents: Exponents) -> int | None:
    """The amount in minor units; None where the body has none, which differs from zero."""
    if body.get(name) in (None, ""):
        return None
    return required_minor_amount(body, name, currency, exponents)


def required_minor_amount(body: Body, name: str, currency: str, exponents: Exponents) -> int:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | str) or not _is_integer(value):
        raise UnreadableMoneyError("this is not a whole number of the smallest unit.", field=name)
    places = exponents.get(currency, EXPONENT[currency])
    return to_minor(Decimal(value).scaleb(-places), currency, name)


def _is_integer(value: int | str) -> bool:
    # An int beyond this may be too long to be written as text at all.
    if isinstance(value, int):
        return abs(value) < 10**18
    return bool(_WHOLE.fullmatch(value))
