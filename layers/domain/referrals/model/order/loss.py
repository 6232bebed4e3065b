"""How much of an order a program counts as lost, by what its rewards are taken from."""

from dataclasses import dataclass

from referrals.model.money import portion
from referrals.model.order.conversion import Base, Conversion


@dataclass(frozen=True, slots=True)
class Loss:
    """Parts of an order on the scale of its `gross_minor`, as a program sees them."""

    refunded_minor: int
    """Given back by the shop."""
    charged_back_minor: int
    """Taken back by the bank for good."""
    disputed_minor: int
    """At the bank for now: it may come back."""
    gross_minor: int
    cancelled: bool = False

    @property
    def total_minor(self) -> int:
        if self.cancelled:
            return self.gross_minor
        parts = self.refunded_minor + self.charged_back_minor + self.disputed_minor
        return min(parts, self.gross_minor)

    @property
    def refunded_in_full(self) -> bool:
        """Whether refunds alone lose all of it, whatever the bank says besides."""
        return 0 < self.gross_minor <= self.refunded_minor

    @property
    def charged_back_in_full(self) -> bool:
        """Whether what is gone for good is all of it, and the bank had its part in that."""
        gone = self.refunded_minor + self.charged_back_minor
        return self.charged_back_minor > 0 and gone >= self.gross_minor > 0


def loss_of(conversion: Conversion, base: Base) -> Loss:
    """A net program counts goods only: shipping given back alone loses nothing, all goods given
    back lose everything. What the bank takes is a part of the whole payment.
    """
    return Loss(
        refunded_minor=_refunded_amount(conversion, base),
        charged_back_minor=conversion.charged_back_minor,
        disputed_minor=conversion.disputed_minor,
        gross_minor=conversion.gross_minor,
        cancelled=conversion.cancelled,
    )


def _refunded_amount(conversion: Conversion, base: Base) -> int:
    gross, order = conversion.gross_minor, conversion.order
    refunded = min(conversion.refunded_minor, gross)
    goods = gross - (max(order.amounts.shipping_minor, 0) if order else 0)
    if base is Base.GROSS or goods <= 0:
        return refunded
    lost = max(conversion.refunded_minor - conversion.refunded_shipping_minor, 0)
    return portion(gross, min(lost, goods), goods)
