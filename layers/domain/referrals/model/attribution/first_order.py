"""Whether an order is its customer's first, by all that is known of the others."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from referrals.model.order.conversion import Conversion, OrderFact


def is_first_order(conversion: Conversion, order: OrderFact, others: Sequence[Conversion]) -> bool:
    """No earlier paid order that stayed paid is known, and the source doesn't say otherwise."""
    return order.first_order is not False and not any(
        _came_before(other, conversion, order) for other in others
    )


def _came_before(other: Conversion, conversion: Conversion, order: OrderFact) -> bool:
    if other.key == conversion.key or other.order is None or not other.paid or other.order.test:
        return False
    kept = other.lost_minor < other.order.amounts.gross_minor
    theirs = (other.order.occurred_at, other.key.order_id)
    return kept and theirs < (order.occurred_at, conversion.key.order_id)


def is_former_customer(order: OrderFact, former_since: date | None, zone: str) -> bool:
    """Whether somebody ordered on an earlier day, before the shop told of orders. A first order
    of the same day is most likely this one.
    """
    day = order.occurred_at.astimezone(ZoneInfo(zone)).date()
    return former_since is not None and former_since < day
