"""Who is written to when a reward is moved, taken back and given anew: once, and with the code."""

import pytest

from referrals.desks import delivery as delivery_desk
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.order.conversion import (
    CancellationFact,
    Dispute,
    DisputeFact,
    Fact,
    RefundFact,
)
from referrals.steps.reward.fulfil_reward import fulfil_reward
from referrals.wiring import clients, stores
from tests.corrector import CODE, HOOK, correct_order, outbox, place_order, record_and_wake, shop
from tests.reward_sentences import for_friend
from tests.world import AT, NOW, a_key, a_refund

pytestmark = pytest.mark.usefixtures("account")
LATER = (AT + 60) * 1000
THINGS = [{"name": "things", "advocate": CODE, "friend": CODE}]


def handed_over() -> dict[str, str]:
    """Everything that waits is handed over; then the code that each letter carries."""
    found = [OutboxItem.model_validate(item) for item in clients.table("outbox").scan()]
    for item in found:
        if item.channel is Channel.REWARD:
            fulfil_reward(item, delivery_desk.handover(), now=NOW)
    items = clients.table("outbox").scan()
    letters = (item for item in items if item["channel"] == Channel.EMAIL)
    return {item["item_id"].split("#", 3)[3]: item["data"].get("code", "") for item in letters}


def dispute(standing: Dispute, seconds: int = 0) -> None:
    record_and_wake(DisputeFact("dp", standing, 5000, (AT + seconds) * 1000))


def test_a_thing_moved_at_once_comes_in_the_first_letter() -> None:
    shop(hold_days=0, offers=THINGS)
    place_order()
    first = handed_over()["thanks"]

    correct_order("cleos")

    assert handed_over()["thanks-advocate.2"] not in ("", first)


def test_a_thing_that_comes_back_is_sent_without_thanks() -> None:
    shop(hold_days=0, offers=THINGS)
    place_order()
    handed_over()
    correct_order("cleos")
    handed_over()

    correct_order("ada-bakes")

    letters = handed_over()
    assert letters["issued-advocate.3"]
    assert "thanks-advocate.3" not in letters


def test_named_while_disputed_the_letter_comes_when_it_stands() -> None:
    shop(hold_days=0, webhook_url=HOOK)
    place_order()
    dispute(Dispute.OPEN)
    correct_order("cleos")
    assert "thanks-advocate.2" not in outbox()

    dispute(Dispute.WON, 5)
    dispute(Dispute.OPEN, 6)
    dispute(Dispute.WON, 7)

    assert {n for n in outbox() if n.startswith("thanks")} == {"thanks", "thanks-advocate.2"}


def test_called_off_and_on_again_thanks_are_written_once() -> None:
    shop(hold_days=0)
    place_order()

    for second in range(0, 6, 2):
        record_and_wake(CancellationFact("customer", LATER + second))
        record_and_wake(CancellationFact("", LATER + second + 1, lifted=True))

    assert {each for each in outbox() if each.startswith("thanks")} == {"thanks"}


def test_a_refund_that_failed_with_the_correction_is_no_longer_told() -> None:
    shop(hold_days=0)
    place_order()
    record_and_wake(a_refund(2500))
    failed = RefundFact("1", 0, version_ms=LATER)
    stores.conversions().record(a_key(), failed, body="", at=NOW)

    decision = correct_order("cleos")

    assert for_friend(decision).endswith("10% off your next order. It is yours now.")


@pytest.mark.parametrize("first", ["dispute", "refund"])
def test_a_lost_dispute_refunded_in_full_closes_in_any_order(first: str) -> None:
    shop(limits={"budget_minor": 5000}, webhook_url=HOOK)
    place_order()
    facts: list[Fact] = [DisputeFact("d", Dispute.LOST, 5000, AT * 1000), a_refund(5000)]

    for fact in facts if first == "dispute" else reversed(facts):
        record_and_wake(fact)

    grant = stores.grants().get("friends#shopify#1001")
    assert (grant.status, sum(s.spent_minor for s in stores.tallies().shards("friends"))) == (
        "reversed",
        0,
    )
    assert not any(name.startswith("webhook-restored") for name in outbox())
