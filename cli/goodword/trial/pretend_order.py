"""An order that never happened, described once for every shop system's own spelling."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from referrals.model.money import EXPONENT


@dataclass(frozen=True, slots=True)
class PretendOrder:
    order_id: int
    total: Decimal
    currency: str
    placed_at: datetime
    changed_at: datetime
    email: str = "ben@example.com"
    first_name: str = "Ben"
    gw: str = ""
    ref: str = ""
    coupon: str = ""
    test: bool = False
    refund_id: int = 1
    refunded: Decimal = Decimal(0)
    """What a refund gives back; 0 means all of it."""
    began_with: int = 0
    """The order that its subscription began with; 0 for none, or for that order itself."""

    def about(
        self, *, email: str, refund_id: int, test: bool, began_with: int = 0
    ) -> "PretendOrder":
        """With what was named; blanks stay as they were made up. A renewal's friend is the one
        whose subscription it is."""
        theirs = f"friend-{began_with}@example.com" if began_with else self.email
        return replace(
            self,
            email=email or theirs,
            began_with=began_with,
            refund_id=refund_id or self.refund_id,
            test=test,
        )

    @property
    def given_back(self) -> Decimal:
        return self.refunded or self.total

    @property
    def beginning(self) -> int:
        return self.began_with or self.order_id

    @property
    def tax(self) -> Decimal:
        """19 %, included in the total."""
        return (self.total * 19 / 119).quantize(Decimal(1).scaleb(-EXPONENT[self.currency]))

    def minor(self, amount: Decimal, exponents: Mapping[str, int] | None = None) -> int:
        """In the platform's own smallest unit, where that is not ISO 4217's."""
        return int(amount.scaleb((exponents or {}).get(self.currency, EXPONENT[self.currency])))

    def text(self, amount: Decimal) -> str:
        """With as many decimals as the currency has."""
        return f"{amount:.{EXPONENT[self.currency]}f}"


@dataclass(frozen=True, slots=True)
class Later[B]:
    """A body about an order that was told before."""

    make: Callable[[PretendOrder], B]
    gives_back: bool = False
    """Whether the amount is what goes back, and not the order's own."""

    def __call__(self, order: PretendOrder) -> B:
        return self.make(order)


def later[B](make: Callable[[PretendOrder], B]) -> Later[B]:
    return Later(make)


def giving_back[B](make: Callable[[PretendOrder], B]) -> Later[B]:
    return Later(make, gives_back=True)
