"""What an order comes to, in its parts."""

from dataclasses import dataclass
from enum import StrEnum


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
