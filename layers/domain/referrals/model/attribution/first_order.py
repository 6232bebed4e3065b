"""Whether an order is its customer's first: what makes another one come before it."""

from datetime import date
from zoneinfo import ZoneInfo

from referrals.model.order.conversion import Conversion, OrderFact


def came_before(other: Conversion, conversion: Conversion, order: OrderFact) -> bool:
    """Whether the other order of this customer is earlier, and one that was paid and stayed so."""
    if other.key == conversion.key or other.order is None or not is_kept(other):
        return False
    theirs = (other.order.occurred_at, other.key.order_id)
    return theirs < (order.occurred_at, conversion.key.order_id)


def is_kept(conversion: Conversion) -> bool:
    """Whether it makes its customer one: paid, no try-out, and not all of it lost."""
    order = conversion.order
    if order is None or not conversion.paid or order.test:
        return False
    return conversion.lost_minor < order.amounts.gross_minor


def is_former_customer(order: OrderFact, former_since: date | None, zone: str) -> bool:
    """Whether somebody ordered on an earlier day, before the shop told of orders. A first order
    of the same day is most likely this one.
    """
    day = order.occurred_at.astimezone(ZoneInfo(zone)).date()
    return former_since is not None and former_since < day
