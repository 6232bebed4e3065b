"""Letters and codes follow what stands: none for what never did, new ones for what does again."""

import pytest

from referrals.desks import delivery as delivery_desk
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.order.conversion import CancellationFact, Dispute, DisputeFact, Fact, Signals
from referrals.steps.reward.fulfil_reward import fulfil_reward
from referrals.wiring import clients
from tests.corrector import (
    CANCELLED,
    CODE,
    correct_order,
    grant,
    grantless,
    outbox,
    record_and_wake,
    shop,
)
from tests.world import AT, NOW, a_refund, an_order

pytestmark = pytest.mark.usefixtures("account")
PLACED = an_order(signals=Signals(ref_codes=("ada-bakes",)))
LATER = (AT + 60) * 1000
THINGS = [{"name": "things", "advocate": CODE, "friend": CODE}]


def handed_over() -> None:
    """Whatever waits at the shop is carried out, in the order in which it was written."""
    items = [OutboxItem.model_validate(item) for item in clients.table("outbox").scan()]
    for item in sorted(items, key=lambda item: (item.created_at, item.item_id)):
        if item.channel is Channel.REWARD:
            fulfil_reward(item, delivery_desk.handover(), now=NOW)


def issued_sides() -> set[str]:
    """Whose thing stands and was issued, whichever time it was given."""
    standing = (side for side in grant().sides if side.remaining and side.issued_at)
    return {side.name.partition(".")[0] for side in standing}


@pytest.mark.parametrize(
    "facts",
    [(a_refund(5000), PLACED), (CANCELLED, PLACED), (PLACED, CANCELLED)],
    ids=["refund first", "cancelled first", "both at once"],
)
def test_what_never_stood_is_announced_to_nobody(facts: tuple[Fact, ...]) -> None:
    shop(hold_days=0)

    record_and_wake(*facts)

    assert {name for name in outbox() if "thanks" in name or "welcome" in name} == set()


def test_what_never_stood_is_announced_to_nobody_after_a_correction_either() -> None:
    shop(hold_days=0)
    record_and_wake(a_refund(5000), PLACED)

    correct_order("cleos")

    assert {name for name in outbox() if "thanks" in name or "welcome" in name} == set()
    assert grantless() or not any(side.remaining for side in grant().sides)


@pytest.mark.parametrize("between", [True, False], ids=["taken back", "not yet taken back"])
def test_a_thing_that_stands_again_is_issued_again(between: bool) -> None:
    """Its first code was taken back at the shop, or is about to be: it must not be told anew."""
    shop(hold_days=0, offers=THINGS)
    record_and_wake(PLACED)
    handed_over()
    assert issued_sides() == {"advocate", "friend"}
    record_and_wake(CANCELLED)
    if between:
        handed_over()

    record_and_wake(CancellationFact("", LATER, lifted=True))

    assert issued_sides() == set()
    handed_over()
    assert issued_sides() == {"advocate", "friend"}


def test_a_thing_is_issued_again_after_a_dispute_that_is_won() -> None:
    shop(hold_days=0, offers=THINGS)
    record_and_wake(PLACED)
    handed_over()
    record_and_wake(DisputeFact("dp", Dispute.OPEN, 5000, AT * 1000))
    assert [side.issued_at for side in grant().sides] == [None, None]

    record_and_wake(DisputeFact("dp", Dispute.WON, 5000, LATER))
    handed_over()

    assert issued_sides() == {"advocate", "friend"}
