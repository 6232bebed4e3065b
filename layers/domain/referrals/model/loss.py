"""How much of an order a program counts as lost, by what its rewards are taken from."""

from dataclasses import replace

from referrals.model.conversion import Base, Conversion
from referrals.model.money import portion


def refunded_in_full(conversion: Conversion, base: Base) -> bool:
    """Whether refunds alone lose all of the order, whatever the bank and the shop say besides."""
    if conversion.order is None or conversion.order.amounts.gross_minor <= 0:
        return False
    refunds = replace(conversion, cancelled=False, disputed=False)
    return lost_of(refunds, base) >= conversion.order.amounts.gross_minor


def lost_of(conversion: Conversion, base: Base) -> int:
    """`lost_minor` as a program on `base` sees it, still on the scale of `gross_minor`.

    A net program counts goods only: shipping given back alone loses nothing, all goods given
    back lose everything.
    """
    order, lost_minor = conversion.order, conversion.lost_minor
    if base is Base.GROSS or order is None or lost_minor == 0:
        return lost_minor
    gross, shipping = order.amounts.gross_minor, order.amounts.shipping_minor
    goods = gross - shipping
    if goods <= 0 or conversion.cancelled or conversion.disputed:
        return lost_minor
    lost = max(conversion.refunded_minor - conversion.refunded_shipping_minor, 0)
    return portion(gross, min(lost, goods), goods)
