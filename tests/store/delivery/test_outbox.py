"""The outbox: one lease at a time, ended only by its holder or by time."""

from datetime import timedelta

import pytest

from referrals.model.delivery.delivery import Done, Hopeless, TryAgain, apply_outcome
from referrals.model.delivery.outbox import LEASE_SECONDS, Channel, DeliveryState, OutboxItem
from referrals.model.era import epoch_seconds
from referrals.store.delivery.outbox import (
    NotParkedError,
    Outbox,
    OutboxItemNotFoundError,
)
from referrals.store.delivery.outbox_change import KEPT_SETTLED
from referrals.store.delivery.outbox_item import outbox_record
from referrals.wiring import stores
from tests.seen_item import seen_item
from tests.world import NOW, an_item

LATER = NOW + timedelta(seconds=LEASE_SECONDS)


@pytest.fixture
def outbox(account: None) -> Outbox:
    kept = stores.outbox()
    kept.add(an_item())
    return kept


def lease_item(outbox: Outbox) -> OutboxItem:
    item = outbox.lease(an_item().item_id, NOW)
    assert item is not None
    return item


def test_a_cause_that_repeats_adds_nothing(outbox: Outbox) -> None:
    outbox.add(an_item(topic="reward.issued"))

    assert outbox.get(an_item().item_id).topic == "advocate.thanked"


def test_only_one_delivery_holds_an_item(outbox: Outbox) -> None:
    item = lease_item(outbox)

    assert (item.state, item.attempts, item.lease_until) == ("sending", 1, LATER)
    assert outbox.lease(item.item_id, NOW) is None


def test_what_is_due_later_is_not_leased(outbox: Outbox) -> None:
    assert outbox.lease(an_item().item_id, NOW - timedelta(seconds=1)) is None
    assert outbox.lease("nothing by that id", NOW) is None


def test_the_holder_settles_its_lease_once(outbox: Outbox) -> None:
    item = lease_item(outbox)
    after = apply_outcome(item, Done("msg_1"), NOW, 0)

    assert outbox.settle(item, after)
    assert not outbox.settle(item, after)
    assert outbox.get(item.item_id).reference == "msg_1"


def test_a_lease_that_ran_out_is_somebody_else_s(outbox: Outbox) -> None:
    slow = lease_item(outbox)
    assert outbox.wake(seen_item(slow), LATER)
    quick = outbox.lease(slow.item_id, LATER)
    assert quick is not None

    assert not outbox.settle(slow, apply_outcome(slow, TryAgain("late"), LATER, 0))
    assert outbox.settle(quick, apply_outcome(quick, Done(), LATER, 0))


def test_waking_what_has_moved_changes_nothing(outbox: Outbox) -> None:
    seen = outbox.get(an_item().item_id)
    lease_item(outbox)

    assert not outbox.wake(seen_item(seen), NOW)
    assert outbox.get(seen.item_id).state is DeliveryState.SENDING


def test_only_what_is_parked_is_reopened(outbox: Outbox) -> None:
    with pytest.raises(NotParkedError, match="pending, not parked"):
        outbox.reopen(an_item().item_id, NOW)
    with pytest.raises(OutboxItemNotFoundError):
        outbox.reopen("nothing by that id", NOW)


def test_items_are_found_by_state_and_due_time(outbox: Outbox) -> None:
    outbox.add(an_item(item_id="later", due_at=LATER))

    due = list(outbox.in_state(DeliveryState.PENDING, NOW))

    assert [item.item_id for item in due] == [an_item().item_id]
    assert list(outbox.waiting(DeliveryState.PENDING, NOW)) == [seen_item(due[0])]


def test_all_that_an_order_brought_about_is_found_oldest_first(outbox: Outbox) -> None:
    outbox.add(an_item(item_id="second", cause="friends#shop#1", created_at=LATER))
    outbox.add(an_item(item_id="first", cause="friends#shop#1", state="done"))
    outbox.add(an_item(item_id="other", cause="friends#shop#2"))

    assert [item.item_id for item in outbox.about("friends#shop#1")] == ["first", "second"]


def test_what_waits_for_a_person_is_found_without_what_is_over(outbox: Outbox) -> None:
    outbox.add(an_item(item_id="mine", person_id="per_1"))
    outbox.add(an_item(item_id="parked", person_id="per_1", state="parked"))
    outbox.add(an_item(item_id="over", person_id="per_1", state="done"))
    outbox.add(an_item(item_id="theirs", person_id="per_2"))

    assert {item.item_id for item in outbox.waiting_for("per_1")} == {"mine", "parked"}


def test_what_goes_to_the_merchant_is_in_no_person_s_index(outbox: Outbox) -> None:
    outbox.add(an_item(item_id="hook", person_id="", cause=""))

    stored = outbox.table.get({"item_id": "hook"})
    assert stored is not None
    assert not {"person_id", "cause"} & set(stored)
    assert outbox.get("hook").person_id == ""


def test_only_what_is_pending_and_due_goes_out(outbox: Outbox) -> None:
    image = outbox_record(an_item())

    assert outbox.due_item(image, NOW) == an_item()
    assert outbox.due_item({**image, "state": "done"}, NOW) is None
    assert outbox.due_item(image, NOW - timedelta(seconds=1)) is None
    assert outbox.due_item({"item_id": "endpoint#friends"}, NOW) is None


def test_what_is_over_goes_in_time_and_what_is_opened_again_stays(account: None) -> None:
    outbox = stores.outbox()
    outbox.add(an_item())
    leased = outbox.lease(an_item().item_id, NOW)
    assert leased
    outbox.settle(leased, apply_outcome(leased, Hopeless("no_secret"), NOW, 0))

    item = outbox.table.get({"item_id": leased.item_id}) or {}
    assert item["expires_at"] == epoch_seconds(leased.due_at + KEPT_SETTLED)

    outbox.reopen(leased.item_id, NOW)
    assert "expires_at" not in (outbox.table.get({"item_id": leased.item_id}) or {})


def test_a_reward_that_nobody_handed_over_never_goes(account: None) -> None:
    outbox = stores.outbox()
    outbox.add(an_item(channel=Channel.REWARD))
    leased = outbox.lease(an_item().item_id, NOW)
    assert leased
    outbox.settle(leased, apply_outcome(leased, Hopeless("by_hand"), NOW, 0))

    assert "expires_at" not in (outbox.table.get({"item_id": leased.item_id}) or {})


def test_what_is_tried_again_never_goes(account: None) -> None:
    outbox = stores.outbox()
    outbox.add(an_item())
    leased = outbox.lease(an_item().item_id, NOW)
    assert leased
    outbox.settle(leased, apply_outcome(leased, TryAgain("away"), NOW, 0))

    assert "expires_at" not in (outbox.table.get({"item_id": leased.item_id}) or {})
