"""A subscription's first invoice at Lemon Squeezy: the same purchase as its order, in any order."""

import json
from datetime import timedelta
from itertools import permutations

import pytest

from referrals.desks import conversion as conversion_desk
from referrals.model.order.conversion import Conversion
from referrals.model.order.receipt import Outcome
from referrals.model.order_key import ConversionKey
from referrals.providers.shops.lemonsqueezy import webhook as lemonsqueezy
from referrals.steps.order.record_conversion import Delivery, record_conversion
from referrals.wiring import stores
from tests.lives import ORDER, Step
from tests.world import DAY, NOW, store_program, webhook_secret

SECRET = "a-secret-of-the-tests"
LIFE = (
    Step("pay", "order_created"),
    Step("", "subscription_created"),
    Step("", "subscription_payment_success/initial"),
    Step("part", "subscription_payment_refunded/initial", back="12.50"),
)


def deliver_step(step: Step, second: int) -> Outcome:
    raw = json.dumps(step.body("lemonsqueezy", second)).encode()
    headers = lemonsqueezy.sign(SECRET, raw, topic="", now=NOW)
    sent = Delivery("friends", "lemonsqueezy", headers, raw, NOW + timedelta(seconds=DAY))
    return record_conversion(sent, conversion_desk.recording()).outcome


def state(name: str = str(ORDER.order_id)) -> Conversion | None:
    return stores.conversions().find(ConversionKey("friends", "lemonsqueezy", name))


def shop() -> None:
    store_program()
    webhook_secret("lemonsqueezy", SECRET)


@pytest.mark.parametrize("order", list(permutations(range(len(LIFE)))))
def test_what_goes_back_of_the_invoice_reaches_the_order(
    account: None, order: tuple[int, ...]
) -> None:
    shop()

    for position in order:
        deliver_step(LIFE[position], position)

    found = state()
    assert found
    assert found.order
    assert (found.paid, found.refunded_minor, found.cancelled) == (True, 1250, False)
    assert found.order.signals.ref_codes == ("ada-bakes",)
    assert found.order.first_order is None


def test_an_invoice_alone_makes_no_order(account: None) -> None:
    shop()

    assert deliver_step(LIFE[2], 0) is Outcome.RECORDED

    found = state(f"subscription-{ORDER.order_id + 1}")
    assert found
    assert found.order is None


def test_the_subscription_told_again_is_no_news(account: None) -> None:
    shop()
    deliver_step(LIFE[1], 0)

    assert deliver_step(LIFE[1], 0) is Outcome.REPLAYED
