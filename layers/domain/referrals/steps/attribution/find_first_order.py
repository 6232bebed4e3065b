"""Finds whether an order is its customer's first, at a cost that doesn't grow with their orders.

One small item names the customer's first order that stayed paid. Where it helps no further (there
is none yet, it was taken back, or this order is older) the earliest of their orders are looked at,
up to one that settles it, which is noted for the next time.
"""

from dataclasses import dataclass

from referrals.model.attribution.first_order import came_before, is_former_customer, is_kept
from referrals.model.order.conversion import Conversion, OrderFact
from referrals.model.order_key import ConversionKey
from referrals.model.privacy.request import ERASED
from referrals.store.order.conversion import Conversions
from referrals.store.order.first_order import FirstOrders

# Whoever ordered that often is no new customer, even if nothing of it stayed paid.
MOST_LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class FirstOrderDesk:
    conversions: Conversions
    firsts: FirstOrders


def is_first_order(
    conversion: Conversion, order: OrderFact, zone: str, desk: FirstOrderDesk
) -> bool:
    """No earlier order that stayed paid is known, and the source doesn't say otherwise."""
    if order.first_order is False:
        return False
    if not order.customer_hash:
        return True
    known = desk.firsts.find(conversion.key.program_id, order.customer_hash)
    if is_former_customer(order, known.former_since, zone):
        return False
    return not _has_earlier_order(conversion, order, known.first, desk)


def _has_earlier_order(
    conversion: Conversion,
    order: OrderFact,
    noted: ConversionKey | None,
    desk: FirstOrderDesk,
) -> bool:
    first = desk.conversions.find(noted) if noted and noted != conversion.key else None
    if first and _is_theirs(first, order) and came_before(first, conversion, order):
        return True
    program_id, customer = conversion.key.program_id, order.customer_hash
    theirs = desk.conversions.of_customer(program_id, customer, order.occurred_at)
    for number, other in enumerate(theirs, start=1):
        if came_before(other, conversion, order):
            _note(customer, other.key, noted, desk)
            return True
        if number == MOST_LOOKED_AT:
            return True
    if is_kept(conversion):
        _note(customer, conversion.key, noted, desk)
    return False


def _is_theirs(other: Conversion, order: OrderFact) -> bool:
    """The noted order may name another customer by now, or nobody any more."""
    return other.order is not None and other.order.customer_hash == order.customer_hash


def _note(
    customer: str, key: ConversionKey, noted: ConversionKey | None, desk: FirstOrderDesk
) -> None:
    if key != noted and not customer.startswith(ERASED):
        desk.firsts.note(customer, key)
