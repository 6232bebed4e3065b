"""Words that are nobody's code: they would bring an advocate the orders of everybody else.

A code works as a coupon, too. Whoever has the word that a shop's own coupon is called by would be
paid for each order with it; and a number is an order's, a phone's or a birthday.
"""

from collections.abc import Iterable

# Coupons that many shops have, and names that a shop speaks under; no word that is a first name.
_WORDS = """
account admin administrator advocate affiliate ambassador anonymous api app birthday blackfriday
blackweek bonus cart cashback checkout christmas contact coupon couponcode customer cybermonday
cyberweek deal deals default discount discountcode earlybird email employee facebook firstorder
flashsale free freegift freeship freeshipping friend friends gift giftcard giveaway google gutschein
help hotdeal info influencer instagram invite login loyalty mail member newcustomer newsletter
newyear none null offer order outlet partner payment pinterest privacy promo promocode promotion
rabatt referral refund reward root sale save savings shipping shop signup singlesday soldes special
staff store student subscribe summersale supersale support system team test thanks thankyou tiktok
twitter undefined unknown unsubscribe versandfrei vip voucher welcome welcomeback wholesale
wintersale xmas youtube
"""
RESERVED = frozenset(_WORDS.split())
_DIGITS = "0123456789"


def is_reserved(code: str, own: Iterable[str]) -> bool:
    """`own`: a program's words beside ours. With hyphens or numbers it is the same word."""
    word = plain_word(code)
    return not {word, word.strip(_DIGITS)}.isdisjoint({*RESERVED, *map(plain_word, own)})


def is_number(code: str) -> bool:
    return plain_word(code).isdigit()


def plain_word(text: str) -> str:
    """Letters and digits of ASCII, in lower case: all that a code can be made of."""
    return "".join(c for c in text.lower() if c.isascii() and c.isalnum())
