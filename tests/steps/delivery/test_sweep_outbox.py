"""What waits is woken: what is due, and leases that ran out; nothing else, and not too much."""

from datetime import timedelta

import pytest

from referrals.model.delivery.outbox import LEASE_SECONDS, DeliveryState
from referrals.steps.delivery.sweep_outbox import Swept, sweep_outbox
from referrals.store.delivery.outbox import Outbox
from referrals.wiring import stores
from tests.job_time import time_for
from tests.streams import all_records
from tests.world import NOW, an_item

LATER = NOW + timedelta(seconds=LEASE_SECONDS)


@pytest.fixture
def outbox(account: None) -> Outbox:
    return stores.outbox()


def test_what_is_due_is_seen_by_deliveries_again(outbox: Outbox) -> None:
    outbox.add(an_item())
    before = len(all_records("OutboxTable"))

    assert sweep_outbox(outbox, now=NOW) == Swept(due=1, expired=0)

    woken = all_records("OutboxTable")[before:]
    assert [record["dynamodb"]["NewImage"]["state"]["S"] for record in woken] == ["pending"]


def test_a_lease_that_ran_out_is_pending_again(outbox: Outbox) -> None:
    outbox.add(an_item())
    outbox.lease(an_item().item_id, NOW)

    assert sweep_outbox(outbox, now=NOW) == Swept(due=0, expired=0)
    assert sweep_outbox(outbox, now=LATER).expired == 1
    assert outbox.get(an_item().item_id).state is DeliveryState.PENDING


def test_what_is_not_due_sleeps_on(outbox: Outbox) -> None:
    outbox.add(an_item(due_at=LATER))
    outbox.add(an_item(item_id="over", state="done"))
    outbox.add(an_item(item_id="stuck", state="parked"))

    assert sweep_outbox(outbox, now=NOW) == Swept(due=0, expired=0)


def test_a_sweep_wakes_each_once_until_its_work_ends(outbox: Outbox) -> None:
    for number in range(450):
        outbox.add(an_item(item_id=f"item-{number}"))

    assert sweep_outbox(outbox, now=LATER) == Swept(due=450, expired=0)


def test_the_next_sweep_wakes_others_first_and_says_what_is_left(outbox: Outbox) -> None:
    for number in range(6):
        outbox.add(an_item(item_id=f"item-{number}"))

    runs = [LATER + timedelta(minutes=number) for number in range(2)]
    counts = [sweep_outbox(outbox, now=at, has_time=time_for(3)) for at in runs]

    assert [swept.left for swept in counts] == [3, 3]
    woken = [outbox.get(f"item-{number}").due_at for number in range(6)]
    assert sorted(woken) == [LATER - timedelta(minutes=1)] * 3 + [LATER] * 3


def test_an_item_that_can_not_be_read_keeps_no_other_asleep(outbox: Outbox) -> None:
    outbox.add(an_item())
    place = {"item_id": "a-bad-one", "state": "pending", "due_at": "2020-01-01T00:00:00Z"}
    outbox.table.put({**place, "channel": 7})

    assert sweep_outbox(outbox, now=NOW).due == 2


def test_a_woken_item_is_due_for_a_clock_that_is_behind(outbox: Outbox) -> None:
    outbox.add(an_item())
    sweep_outbox(outbox, now=LATER)

    assert outbox.lease(an_item().item_id, LATER - timedelta(seconds=30))
