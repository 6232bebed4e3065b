"""The order's numbers as a program sees them, and whether an order is the friend's first."""

from datetime import datetime, timedelta

from referrals.model.attribution.evidence import AttributionQuestion
from referrals.model.attribution.figures import figures
from referrals.model.attribution.first_order import came_before, is_kept
from referrals.model.order.conversion import Amounts, CancellationFact, Dispute, DisputeFact
from referrals.model.order.fold import fold
from tests.model.attribution.hints import question
from tests.world import AT, NOW, a_conversion, a_key, a_program, a_refund, an_order


def test_figures_are_the_order_s_as_it_stands() -> None:
    order = an_order(amounts=Amounts("EUR", 0), test=True, customer_hash="x")
    off = a_conversion(order, CancellationFact("", AT * 1000))
    lost = a_conversion(an_order(), a_refund(5000), DisputeFact("d", Dispute.OPEN, 1, AT * 1000))

    free = figures(AttributionQuestion(off, order, a_program(), False))
    gone = figures(AttributionQuestion(lost, an_order(), a_program(), True))

    assert (free.gross_minor, free.cancelled, free.disputed) == (0, True, False)
    assert (free.test, free.first_order, free.customer_hash) == (True, False, "x")
    assert (free.currency, free.revision, free.occurred_at) == ("EUR", 2, NOW)
    assert (gone.refunded, gone.disputed, gone.cancelled) == (True, True, False)
    assert not figures(question(amounts=Amounts("EUR", -1))).gross_minor


def test_what_the_bank_has_is_both_lost_there_and_disputed() -> None:
    gone = DisputeFact("1", Dispute.LOST, 1000, AT * 1000)
    asked = DisputeFact("2", Dispute.OPEN, 500, AT * 1000)
    conversion = a_conversion(an_order(), gone, asked, a_refund(200))

    found = figures(AttributionQuestion(conversion, an_order(), a_program(), True))

    assert (found.bank_minor, found.lost_minor) == (1500, 1700)


def test_orders_of_one_second_come_by_their_number() -> None:
    def first(other: str, **changes: datetime) -> bool:
        earlier = a_conversion(an_order(**changes), order_id=other)
        return not came_before(earlier, a_conversion(order_id="1001"), an_order())

    assert not first("1000")
    assert first("1002")
    assert first("1001")
    assert not first("1002", occurred_at=NOW - timedelta(seconds=1))
    elsewhere = fold(a_key(source="woocommerce"), 1, (an_order(),))
    assert not came_before(elsewhere, a_conversion(), an_order())


def test_an_earlier_order_counts_while_a_cent_of_it_is_kept() -> None:
    def first(given_back: int) -> bool:
        earlier = a_conversion(
            an_order(occurred_at=NOW - timedelta(seconds=1)), a_refund(given_back), order_id="1"
        )
        assert came_before(earlier, a_conversion(), an_order()) == is_kept(earlier)
        return not is_kept(earlier)

    assert not first(4999)
    assert first(5000)


def test_a_refund_before_its_order_makes_no_customer() -> None:
    assert not came_before(a_conversion(a_refund(1), order_id="1"), a_conversion(), an_order())
