"""What an order waits for is computed from its facts, whichever of them lacks."""

import pytest

from referrals.model.order.conversion import CancellationFact, Conversion
from referrals.model.order.payment import Act, ActFact, Payment
from referrals.views.order.wait_reason import wait_reason
from tests.world import AT, a_conversion, a_refund, an_order, rules

MS = AT * 1000
UNPAID = an_order(payment=Payment.PENDING)


@pytest.mark.parametrize(
    ("conversion", "sentence"),
    [
        (a_conversion(), ""),
        (a_conversion(a_refund(100)), "The order itself: the shop told only of what followed it."),
        (
            a_conversion(an_order(payment=Payment.PARTIAL)),
            "The money (50.00 EUR): only a part is paid. The shop's next word of it is looked at "
            "by itself.",
        ),
        (
            a_conversion(UNPAID, CancellationFact("customer", MS)),
            "The money (50.00 EUR): nothing is paid yet, and the order is called off.",
        ),
        (
            a_conversion(an_order(), ActFact(Act.SIGNUP, MS)),
            "Nothing: friends doesn't reward sign-ups (qualifies.on).",
        ),
    ],
)
def test_every_lack_has_its_sentence(conversion: Conversion, sentence: str) -> None:
    assert wait_reason(conversion, rules()) == sentence
