"""Amounts as people type them: a whole number of smallest units, or money with a point.

What two readers could take for two amounts is refused: a comma, a thousand's point, a currency
beside a whole number.
"""

import re

from referrals.model.errors import RefusedError
from referrals.model.expiry.terms import POINTS
from referrals.model.money import EXPONENT, typed_minor

MOST_UNITS = 10**12
HELP = "500 or 5.00, both 5.00 EUR; points are whole."
_WHOLE = re.compile(r"[0-9]{1,13}")
_MONEY = re.compile(r"([0-9]{1,13}\.[0-9]+)(?: ?([A-Z]{3}))?")


class BadAmountError(RefusedError):
    """What was typed is no amount of this currency, or could be read in two ways."""

    code = "bad_amount"


def parse_amount(text: str, asset: str, field: str = "amount") -> int:
    """In the asset's smallest units; at least one of them."""
    typed = text.strip()
    units = int(typed) if _WHOLE.fullmatch(typed) else _units_of_money(typed, asset, field)
    if not 0 < units <= MOST_UNITS:
        raise BadAmountError(
            f"{typed} is too little or too much.", field=field, remedy=_remedy(asset)
        )
    return units


def _units_of_money(typed: str, asset: str, field: str) -> int:
    found = _MONEY.fullmatch(typed)
    units = typed_minor(found[1], asset) if found and found[2] in (None, asset) else None
    if units is None:
        raise BadAmountError(
            f"{typed!r} is no clear amount of {asset}.", field=field, remedy=_remedy(asset)
        )
    return units


def _remedy(asset: str) -> str:
    places = 0 if asset == POINTS else EXPONENT.get(asset, 0)
    if not places:
        return f"Write a whole number: 500 is 500 {asset}."
    shown = f"5.{'0' * places}"
    return f"Write {shown} for {shown} {asset}, or the same in smallest units: 5{'0' * places}."
