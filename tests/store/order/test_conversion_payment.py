"""That an order was paid once outlasts the body that said so, in whichever order bodies came."""

from itertools import permutations

import pytest

from referrals.model.order.conversion import Amounts, Conversion
from referrals.model.order.payment import Payment
from referrals.wiring import stores
from tests.world import AT, NOW, a_key, an_order

pytestmark = pytest.mark.usefixtures("account")
PAID, PENDING, PARTIAL = Payment.PAID, Payment.PENDING, Payment.PARTIAL


def state_after(*told: tuple[Payment, int], order_id: str = "1001") -> Conversion:
    for payment, second in told:
        fact = an_order(payment=payment, version_ms=(AT + second) * 1000)
        stores.conversions().record(a_key(order_id), fact, body="", at=NOW)
    return stores.conversions().state(a_key(order_id))


@pytest.mark.parametrize(
    ("life", "paid"),
    [
        ([PENDING, PARTIAL], False),
        ([PAID, PARTIAL], True),
        ([PAID, PENDING, PARTIAL], False),
        ([PENDING, PAID, PARTIAL], True),
        ([PAID, PENDING], False),
        ([PAID, PENDING, PAID], True),
        ([PAID, Payment.NOTHING_DUE], False),
        ([PAID, PENDING, PAID, PARTIAL], True),
    ],
    ids=lambda given: ", ".join(given) if isinstance(given, list) else "",
)
def test_a_partial_payment_means_what_came_before_it(life: list[Payment], paid: bool) -> None:
    steps = [(payment, second) for second, payment in enumerate(life)]

    ends = set()
    for number, order in enumerate(permutations(steps)):
        state = state_after(*order, order_id=str(number))
        ends.add((state.paid, state.ever_paid))

    assert ends == {(paid, PAID in life)}


def test_an_older_body_that_knows_of_no_payment_is_no_news() -> None:
    state = state_after((PAID, 5), (PENDING, 1))

    again = state_after((PENDING, 1), (PAID, 5))

    assert (state.paid, again.revision) == (True, state.revision)


def test_what_became_due_later_is_no_part_of_what_was_paid() -> None:
    larger = Amounts("EUR", 8000, tax_minor=100)
    partial = an_order(payment=PARTIAL, amounts=larger, version_ms=(AT + 5) * 1000)

    for number, order in enumerate(permutations([partial, an_order()])):
        for fact in order:
            stores.conversions().record(a_key(str(number)), fact, body="", at=NOW)
        state = stores.conversions().state(a_key(str(number)))
        assert state.order
        assert (state.paid, state.order.amounts) == (True, an_order().amounts)
