"""Finds our gift codes among an order's coupons, and notes that the order used them.

Safe to repeat, and the same whichever body of the order is read: a till that took a code has used
it up, whatever becomes of the order.
"""

from referrals.model.code.gift_code import GiftCode
from referrals.model.order.conversion import Conversion, OrderFact
from referrals.store.code.gift_code import GiftCodes


def find_gifts(conversion: Conversion, order: OrderFact, gifts: GiftCodes) -> tuple[GiftCode, ...]:
    program_id = conversion.key.program_id
    texts = dict.fromkeys(text.casefold() for text in order.signals.coupon_codes)
    found = [gift for text in texts if (gift := gifts.find(program_id, text))]
    if order.test:
        return tuple(found)
    key = str(conversion.key)
    return tuple(gift if gift.joint else gifts.use(gift, key) for gift in found)
