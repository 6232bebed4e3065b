"""A loss as a net and as a gross program see it; more cases in test_conversion."""

from referrals.model.order.conversion import Amounts, Base, RefundFact
from referrals.model.order.fold import fold
from referrals.model.order.loss import loss_of
from tests.world import AT, a_key, an_order

ORDER = an_order(amounts=Amounts("EUR", 1000, shipping_minor=1000))


def test_an_order_of_shipping_alone_loses_what_was_refunded() -> None:
    refund = RefundFact("1", 400, AT * 1000, shipping_minor=400)

    assert loss_of(fold(a_key(), 2, (ORDER, refund)), Base.NET).total_minor == 400


def test_a_tombstone_has_lost_nothing_yet() -> None:
    refund = RefundFact("1", 400, AT * 1000)

    assert loss_of(fold(a_key(), 1, (refund,)), Base.NET).total_minor == 0
