"""What a gift took off an order: as the shop tells it, else reckoned from what was left to pay."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from referrals.model.code.gift_code import GiftCode, GiftUse
from referrals.model.money import portion


def gift_use(
    gifts: Sequence[GiftCode], base_minor: int, told: Mapping[str, int] = MappingProxyType({})
) -> GiftUse | None:
    """The gift that made an order cheaper; one that another order had before counts as well, for
    the till took it. `told` is what codes took off by the shop's own word, which is believed."""
    if not gifts:
        return None
    gift, terms = gifts[0], gifts[0].terms
    saved = told.get(gift.text.casefold())
    if saved is None:
        saved = saved_minor(
            percent=terms.get("percent"),
            amount_minor=terms.get("amount_minor"),
            base_minor=base_minor,
        )
    return GiftUse(code=gift.text, terms=terms, saved_minor=saved)


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
