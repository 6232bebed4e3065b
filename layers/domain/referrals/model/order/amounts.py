"""What an order comes to, in its parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

type Savings = tuple[tuple[str, int], ...]
"""What each code took off the bill, in the order's currency: codes folded, each once."""
MOST_SAVINGS = 20
_LONGEST_CODE = 255


class Base(StrEnum):
    """The amount that a program's percentage and minimum are taken from."""

    GROSS = "gross"
    """Everything the friend paid."""
    NET = "net"
    """Without tax, shipping, tips, duties and gift cards bought or used."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Integers of minor units in `currency`, the shop's own."""

    currency: str
    gross_minor: int
    tax_minor: int = 0
    shipping_minor: int = 0
    tips_minor: int = 0
    gift_cards_minor: int = 0
    duties_minor: int = 0
    presentment_currency: str = ""
    presentment_minor: int = 0

    def base_minor(self, base: Base) -> int:
        if base is Base.GROSS:
            return max(self.gross_minor, 0)
        apart = self.tax_minor + self.shipping_minor + self.tips_minor
        apart += self.gift_cards_minor + self.duties_minor
        return max(self.gross_minor - apart, 0)


def merge_savings(pairs: Iterable[tuple[str, int]]) -> Savings:
    """Of several words on one code the first one; what can't be a code or an amount is left out."""
    found: dict[str, int] = {}
    for code, minor in pairs:
        name = code.strip().casefold()
        if 0 < len(name) <= _LONGEST_CODE and minor >= 0 and len(found) < MOST_SAVINGS:
            found.setdefault(name, minor)
    return tuple(found.items())
