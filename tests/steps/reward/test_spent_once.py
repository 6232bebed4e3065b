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
from tests.corrector import corrected, grant, has, ordered, shop, sound, spend, told
from tests.world import AT, a_refund

pytestmark = pytest.mark.usefixtures("account")
LATER = (AT + 60) * 1000


def spent() -> None:
    """Ada's 5.00 of an order of 50.00, of which she spent 4.00."""
    shop(hold_days=0)
    ordered()
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
    spent()
    told(a_refund(5000))

    told(refund(4000))
    told(refund(0, 1))

    assert ends_with_one_euro()


def test_a_dispute_that_is_won_after_there_and_back_again_forgives() -> None:
    spent()
    told(dispute(Dispute.OPEN))
    corrected("cleos")
    corrected("ada-bakes")

    told(dispute(Dispute.WON, 5))

    assert ends_with_one_euro()


def test_half_refunded_and_given_anew_the_other_half_forgives_the_rest() -> None:
    spent()
    told(a_refund(2500))
    corrected(None)
    corrected("ada-bakes")

    told(refund(0))

    assert ends_with_one_euro()


def test_however_often_it_is_called_off_the_grant_stays_small() -> None:
    spent()
    for second in range(0, 8, 2):
        called_off: list[Fact] = [
            CancellationFact("customer", LATER + second),
            CancellationFact("", LATER + second + 1, lifted=True),
        ]
        for fact in called_off:
            told(fact)

    assert (grant().former, [side.name for side in grant().sides]) == ((), ["advocate", "friend"])
    assert ends_with_one_euro()
