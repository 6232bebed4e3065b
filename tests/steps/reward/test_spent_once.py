"""What an advocate spent before it went back is theirs once, whatever way it comes back."""

import pytest

from referrals.model.order.conversion import (
    CancellationFact,
    Dispute,
    DisputeFact,
    Fact,
    RefundFact,
)
from referrals.model.reward.ledger import Part
from referrals.wiring import stores
from tests.corrector import (
    correct_order,
    grant,
    has,
    place_order,
    record_and_wake,
    shop,
    sound,
    spend,
)
from tests.world import AT, a_refund

pytestmark = pytest.mark.usefixtures("account")
LATER = (AT + 60) * 1000


def spend_most() -> None:
    """Ada's 5.00 of an order of 50.00, of which she spent 4.00."""
    shop(hold_days=0)
    place_order()
    spend("adv_ada", 400)


def refund(minor: int, seconds: int = 0) -> RefundFact:
    return RefundFact("1", minor, version_ms=LATER + seconds * 1000)


def dispute(standing: Dispute, seconds: int = 0) -> DisputeFact:
    return DisputeFact("dp", standing, 5000, (AT + seconds) * 1000)


def ends_with_one_euro() -> bool:
    owed = stores.ledger().balance("program:friends:EUR:uncollected").balance
    assert (has("adv_ada", Part.AVAILABLE), owed) == (100, 0)
    assert sum(side.uncollected for side in grant().all_sides) == 0
    return sound()


def test_a_refund_that_fails_bit_by_bit_forgives_bit_by_bit() -> None:
    spend_most()
    record_and_wake(a_refund(5000))

    record_and_wake(refund(4000))
    record_and_wake(refund(0, 1))

    assert ends_with_one_euro()


def test_a_dispute_that_is_won_after_there_and_back_again_forgives() -> None:
    spend_most()
    record_and_wake(dispute(Dispute.OPEN))
    correct_order("cleos")
    correct_order("ada-bakes")

    record_and_wake(dispute(Dispute.WON, 5))

    assert ends_with_one_euro()


def test_half_refunded_and_given_anew_the_other_half_forgives_the_rest() -> None:
    spend_most()
    record_and_wake(a_refund(2500))
    correct_order(None)
    correct_order("ada-bakes")

    record_and_wake(refund(0))

    assert ends_with_one_euro()


def test_however_often_it_is_called_off_the_grant_stays_small() -> None:
    spend_most()
    for second in range(0, 8, 2):
        called_off: list[Fact] = [
            CancellationFact("customer", LATER + second),
            CancellationFact("", LATER + second + 1, lifted=True),
        ]
        for fact in called_off:
            record_and_wake(fact)

    assert (grant().former, [side.name for side in grant().sides]) == ((), ["advocate", "friend"])
    assert ends_with_one_euro()
