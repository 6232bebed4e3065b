"""One attempt at a time, under a lease, and what came of it noted."""

from datetime import timedelta

import pytest

from referrals.model.delivery.delivery import Done, Hopeless, Postponement
from referrals.model.delivery.outbox import LEASE_SECONDS, RETRY_AFTER_SECONDS, DeliveryState
from referrals.steps.delivery.try_item import try_item
from referrals.wiring import stores
from tests.seen_item import seen_item
from tests.world import NOW, an_item

ITEM = an_item().item_id


@pytest.fixture(autouse=True)
def waiting(account: None) -> None:
    stores.outbox().add(an_item())


def test_what_came_of_it_is_noted() -> None:
    tried = try_item(ITEM, stores.outbox(), lambda _: Done("msg"), now=NOW, jitter=0)

    assert tried
    assert tried.outcome == Done("msg")
    assert stores.outbox().get(ITEM).state is DeliveryState.DONE


def test_one_attempt_is_made_at_a_time() -> None:
    assert stores.outbox().lease(ITEM, NOW)

    assert try_item(ITEM, stores.outbox(), lambda _: Done(), now=NOW, jitter=0) is None


def test_what_is_put_off_has_all_its_tries_before_it() -> None:
    later = NOW + timedelta(minutes=5)

    try_item(ITEM, stores.outbox(), lambda _: Postponement(later), now=NOW, jitter=0)

    item = stores.outbox().get(ITEM)
    assert (item.attempts, item.due_at) == (0, later)


def test_an_item_that_kills_whoever_tries_it_is_given_up() -> None:
    moment = NOW
    for _ in range(len(RETRY_AFTER_SECONDS) + 1):
        assert stores.outbox().lease(ITEM, moment)
        moment += timedelta(seconds=LEASE_SECONDS)
        stores.outbox().wake(seen_item(stores.outbox().get(ITEM)), moment)

    tried = try_item(ITEM, stores.outbox(), lambda _: Done(), now=moment, jitter=0)

    assert tried
    assert tried.outcome == Hopeless("worn_out")
