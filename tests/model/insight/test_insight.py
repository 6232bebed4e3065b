"""What items count for, and how changes move the numbers."""

from datetime import UTC, date, datetime
from fractions import Fraction

from referrals.model.era import epoch_milliseconds
from referrals.model.insight.counts import conversion_counts
from referrals.model.insight.insight import (
    Bucket,
    Counter,
    Day,
    day_of,
    difference,
    total_of,
)
from referrals.model.order.conversion import Amounts, Conversion, OrderFact, Payment
from referrals.model.order_key import ConversionKey

KEY = ConversionKey("friends", "shopify", "1001")
PLACED = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


def an_order(payment: Payment = Payment.PAID, *, test: bool = False) -> OrderFact:
    return OrderFact(payment, Amounts("EUR", 5000), PLACED, epoch_milliseconds(PLACED), test=test)


def a_conversion(order: OrderFact | None, refunded_minor: int = 0) -> Conversion:
    paid = order is not None and order.payment is Payment.PAID
    return Conversion(KEY, 1, order, refunded_minor, cancelled=False, paid=paid)


def test_a_late_evening_order_counts_in_the_program_s_own_day() -> None:
    assert day_of(PLACED, "UTC") == date(2026, 11, 22)
    assert day_of(PLACED, "Europe/Berlin") == date(2026, 11, 23)


def test_a_paid_order_counts_once_with_its_money() -> None:
    counted = conversion_counts(a_conversion(an_order(), refunded_minor=700), "UTC")

    bucket = Bucket("friends", date(2026, 11, 22))
    assert counted == {bucket: {"conversions": 1, "orders_minor@EUR": 5000, "lost_minor@EUR": 700}}


def test_neither_unpaid_nor_test_nor_orderless_conversions_count() -> None:
    assert conversion_counts(a_conversion(an_order(Payment.PENDING)), "UTC") == {}
    assert conversion_counts(a_conversion(an_order(test=True)), "UTC") == {}
    assert conversion_counts(a_conversion(None, refunded_minor=700), "UTC") == {}


def test_a_refund_moves_only_what_was_lost() -> None:
    before = conversion_counts(a_conversion(an_order()), "UTC")
    now = conversion_counts(a_conversion(an_order(), refunded_minor=700), "UTC")

    assert difference(now, before) == {
        Bucket("friends", date(2026, 11, 22)): {"lost_minor@EUR": 700}
    }


def test_differences_add_up_to_the_last_state() -> None:
    states = [a_conversion(None), a_conversion(an_order()), a_conversion(an_order(), 700)]
    counted = [conversion_counts(state, "UTC") for state in states]

    steps = [difference(now, old) for now, old in zip(counted, [{}, *counted], strict=False)]

    assert difference(total_of(steps), counted[-1]) == {}


def test_the_referred_share_is_a_fraction_or_unknown() -> None:
    day = Bucket("friends", date(2026, 11, 22))

    assert Day(day, {"conversions": 8, "referred": 2}).referred_share == Fraction(1, 4)
    assert Day(day).referred_share is None


def test_clicks_add_up_over_versions_of_the_rules() -> None:
    day = Day(Bucket("friends", date(2026, 11, 22)), {"people@1": 3, "people@2": 4, "bots@2": 1})

    assert day.total(Counter.PEOPLE) == 7
    assert day.by(Counter.PEOPLE) == {"1": 3, "2": 4}
