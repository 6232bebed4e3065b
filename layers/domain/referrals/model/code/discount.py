"""A discount: what a code takes off one order, once; and the code that a shop makes of it."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from referrals.model.code.gift_text import ShopCodeState as ShopCodeState
from referrals.model.moment import Moment
from referrals.model.money import EXPONENT


@dataclass(frozen=True, slots=True)
class Discount:
    """A percentage of the order, a fixed amount, or its shipping; and on which orders it counts."""

    currency: str
    percent: int | None = None
    amount_minor: int | None = None
    free_shipping: bool = False
    minimum_minor: int | None = None
    """What the goods must come to; None for no minimum."""
    first_order_only: bool = False
    once_per_customer: bool = False
    products: tuple[str, ...] = ()
    """Ids as the shop itself writes them; empty for all that it sells."""
    endless: bool = False
    """For as many orders as like; any other is for one use."""
    personal: bool = False
    """For `email` alone, where that is known."""
    email: str = field(default="", repr=False)
    ends_days: int | None = None
    """How long the code is taken, from when it is made."""
    ends_at: datetime | None = None
    """The moment that follows; the same for every try."""

    @property
    def amount(self) -> str:
        """The fixed amount in major units, as text: `5.00`."""
        assert self.amount_minor is not None
        return major(self.amount_minor, self.currency)

    @property
    def minimum(self) -> str:
        assert self.minimum_minor is not None
        return major(self.minimum_minor, self.currency)

    @property
    def names_money(self) -> bool:
        """Whether it means something in its own currency alone."""
        return self.amount_minor is not None or self.minimum_minor is not None


def major(minor: int, currency: str) -> str:
    """Major units as text, without a symbol: `5.00`."""
    places = EXPONENT[currency]
    return f"{Decimal(minor).scaleb(-places):.{places}f}"


MAY_BE_TAKEN = (
    ShopCodeState.CHOSEN,
    ShopCodeState.SENT,
    ShopCodeState.MADE,
    ShopCodeState.SENT_BACK,
)


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
    sent_at: Moment | None = None
    """Of money alone: when it was last asked for."""
    reference: str = ""
    """Of a gift card alone: the shop's own id of it."""
    ends_at: Moment | None = None
    """The moment from which on no till takes it, written down with it; None for never."""
