"""What a gift took off an order, reckoned from what the order came to afterwards."""

from referrals.model.money import portion


def saved_minor(*, percent: int | None, amount_minor: int | None, base_minor: int) -> int:
    """`base_minor` is what was left to pay for the goods, without tax and shipping.

    Of 45.00 that were left after 10 per cent, 5.00 were taken off. What was left of nothing can't
    be told from nothing: then it is 0.
    """
    if base_minor <= 0:
        return 0
    if amount_minor is not None:
        return amount_minor
    share = percent or 0
    return portion(base_minor, share, 100 - share) if 0 < share < 100 else 0
