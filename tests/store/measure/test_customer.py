"""Customers' records, on a real DynamoDB's own rules: guarded by version, gone when bare."""

from datetime import date, timedelta

import pytest

from referrals.model.insight.insight import Bucket
from referrals.model.measure.customer import CustomerOrder, CustomerRecord
from referrals.wiring import measure_stores, stores
from tests.world import NOW

BARE = CustomerRecord("friends", "hash-ada", advocate=True)
ORDER = CustomerOrder(NOW, True, 4200, "adv_ada", NOW - timedelta(days=2), (3, 1))
MOVED = {Bucket("friends", date(2026, 11, 1), cohort="others-30"): {"customers": 1}}


@pytest.fixture(autouse=True)
def tables(account: None) -> None:
    """Empty ones."""


def test_a_record_is_read_as_it_was_written() -> None:
    records = measure_stores.customer_records()
    wanted = BARE.with_order("friends#shopify#1", ORDER).with_friend("friends#shopify#2", NOW)

    assert records.commit([(BARE, wanted)], MOVED)

    kept = records.get("friends", "hash-ada")
    assert (kept.orders, kept.friends, kept.advocate) == (wanted.orders, wanted.friends, True)
    assert kept.version == 1
    assert [each.counters for each in stores.insights().all_days()] == [{"customers": 1}]


def test_whoever_was_first_stays_and_nothing_moves_twice() -> None:
    records = measure_stores.customer_records()
    records.commit([(BARE, BARE)], MOVED)

    assert not records.commit([(BARE, BARE)], MOVED)

    assert [each.counters for each in stores.insights().all_days()] == [{"customers": 1}]


def test_who_has_no_orders_is_forgotten_at_once_and_others_are_not() -> None:
    records, busy = measure_stores.customer_records(), CustomerRecord("friends", "hash-ben")
    records.commit([(BARE, BARE), (busy, busy.with_order("friends#shopify#1", ORDER))], MOVED)

    records.forget("friends", "hash-ada")
    records.forget("friends", "hash-ben")
    records.forget("friends", "hash-nobody")

    assert records.get("friends", "hash-ada").version == 0
    assert records.get("friends", "hash-ben").orders


def test_only_the_earliest_orders_are_kept() -> None:
    record = BARE
    for number in range(130):
        placed = CustomerOrder(NOW - timedelta(days=number), True, 1, "", None, (1, 1))
        record = record.with_order(f"{number}", placed)

    assert len(record.orders) == 100
    assert record.first is not None
    assert record.first[0] == "129"
