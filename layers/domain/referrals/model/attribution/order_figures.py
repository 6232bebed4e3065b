"""The numbers and states of an order that its reward depends on, as attribution folded them."""

from pydantic import BaseModel, ConfigDict

from referrals.model.code.gift_code import GiftUse
from referrals.model.moment import Moment
from referrals.model.order.payment import Act
from referrals.model.risk.standing import ReviewFigures


class FiguresModel(BaseModel):
    model_config = ConfigDict(frozen=True)


class RenewalFigures(FiguresModel):
    """What a renewal goes back to."""

    start: str
    """The order that its subscription began with."""
    started_at: Moment
    """The first payment: months count from it."""
    denied: bool = False


class OrderFigures(FiguresModel):
    """The conversion as attribution folded it; a later revision replaces an earlier one."""

    revision: int
    currency: str
    gross_minor: int
    base_minor: int
    lost_minor: int
    """Of `gross_minor`: given back, taken back by the bank, or disputed there for now."""
    paid: bool = True
    """Paid, and not unpaid again since."""
    cancelled: bool
    refunded: bool = False
    """In full, by the shop itself: no dispute that is won brings it back."""
    charged_back: bool = False
    """All that was left of it was taken back by the bank for good."""
    disputed: bool
    """Some of it is at the bank, for now or for good."""
    bank_minor: int = 0
    """How much of `lost_minor` is."""
    inquired: bool = False
    """The bank asks, and has taken nothing yet: a hold waits for it."""
    frozen: bool = False
    """Somebody of the shop froze the reward."""
    early_release_at: Moment | None = None
    """When somebody of the shop ended the hold before its day."""
    test: bool
    occurred_at: Moment
    customer_hash: str
    first_order: bool
    """No earlier paid order of this customer is known, and the source doesn't say otherwise."""
    gift: GiftUse | None = None
    """The friend's gift that this order used."""
    review: ReviewFigures = ReviewFigures()
    """What people said of it while it was looked at."""
    told_currency: str = ""
    """Where the shop told it in another currency than the program's: which, `told_minor` of it,
    and at what rate everything here was reckoned."""
    told_minor: int = 0
    rate: str = ""
    act: Act = Act.PURCHASE
    renewal: RenewalFigures | None = None
    """None of anything else, and of a renewal whose beginning nobody told of."""
    mixes_currencies: bool = False
    """Whether parts of it were told in several currencies."""

    @property
    def stands(self) -> bool:
        """Whether it is a real order that was paid, and that nobody took back as a whole."""
        gone = self.cancelled or self.refunded or self.charged_back
        return self.paid and not gone and not self.test

    @property
    def is_repeat(self) -> bool:
        """Whether its customer had ordered before."""
        return self.stands and not self.first_order
