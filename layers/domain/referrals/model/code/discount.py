"""A discount: what a code takes off one order, once; and the code that a shop makes of it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.money import EXPONENT


@dataclass(frozen=True, slots=True)
class Discount:
    """Either a percentage of the order or a fixed amount."""

    currency: str
    percent: int | None = None
    amount_minor: int | None = None
    minimum_minor: int | None = None
    """What the goods must come to; None for no minimum."""
    first_order_only: bool = False
    """Where the platform can tell whose first order it is."""

    @property
    def amount(self) -> str:
        """The fixed amount in major units, as text: `5.00`."""
        assert self.amount_minor is not None
        places = EXPONENT[self.currency]
        return f"{Decimal(self.amount_minor).scaleb(-places):.{places}f}"


class ShopCodeState(StrEnum):
    CHOSEN = "chosen"
    """Written down, and the shop asked for it or about to be."""
    MADE = "made"
    """The shop's till takes it."""
    DISABLED = "disabled"
    """The till doesn't take it, any more or at all."""
    USED = "used"
    """Spent before the order went back: nobody is asked to pay it back."""


MAY_BE_TAKEN = (ShopCodeState.CHOSEN, ShopCodeState.MADE)


class ShopCode(BaseModel):
    """A code that a shop makes by its own API; written down before the shop is first asked."""

    model_config = ConfigDict(frozen=True)
    platform: str
    code: str
    reward_id: str
    """What the shop keeps beside the code: by it we know our own."""
    attempt: int = 1
    """Counts up when the shop has the code from somebody else."""
    state: ShopCodeState = ShopCodeState.CHOSEN
