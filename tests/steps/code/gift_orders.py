"""Orders that use gifts, attributed and settled as the functions do it."""

from typing import Any

from referrals.desks import attribution as attribution_desk
from referrals.desks import reward as reward_desk
from referrals.model.attribution.referral import Referral
from referrals.model.code.gift_code import GiftCode
from referrals.model.order.conversion import Amounts, OrderFact, Signals
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.wiring import stores
from tests.world import NOW, a_key, an_order

# 50.00 of goods, 5.00 off, no tax.
CHEAPER = Amounts("EUR", 4500)


def order(*coupons: str, tokens: tuple[str, ...] = (), **changes: Any) -> OrderFact:
    signals = Signals(coupon_codes=coupons, click_tokens=tokens)
    return an_order(**{"amounts": CHEAPER, "signals": signals, **changes})


def report(fact: OrderFact, order_id: str = "1001") -> Referral:
    key = a_key(order_id)
    stores.conversions().record(key, fact, body="", at=NOW)
    found = attribute_conversion(key, attribution_desk.attribution(), now=NOW)
    assert found
    if found.is_attributed:
        settle_rewards(str(key), reward_desk.orders(), reward_desk.books(), now=NOW)
    return stores.referrals().get(str(key))


def kept(gift: GiftCode) -> GiftCode:
    found = stores.gift_codes().look_up("friends", gift.code)
    assert found
    return found
