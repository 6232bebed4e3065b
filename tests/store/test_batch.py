"""Items are read a hundred a request, in the order asked for, without those that are gone."""

from typing import Any

import pytest

from referrals.model.errors import UnavailableError
from referrals.store.batch import read_batch
from referrals.store.table import Table
from referrals.wiring import stores
from tests.meter import Meter
from tests.world import an_advocate

pytestmark = pytest.mark.usefixtures("account")


class BusyTable(Meter):
    """Answers nothing of a batch for some times, as DynamoDB may."""

    def __init__(self, dynamo: Any, times: int) -> None:
        super().__init__(dynamo)
        self.times = times

    def call(self, operation: str, request: Any) -> dict[str, Any]:
        if operation == "BatchGetItem" and self.times:
            self.times -= 1
            return {"Responses": {}, "UnprocessedKeys": request["RequestItems"]}
        return super().call(operation, request)


def keys(count: int) -> list[dict[str, Any]]:
    return [{"person_id": f"adv_{number:03}"} for number in range(count)]


def store(count: int) -> Table:
    for key in keys(count):
        stores.people().add(an_advocate(f"{key['person_id']}@example.com", key["person_id"]))
    return stores.people().table


def test_the_order_of_keys_is_kept_and_absent_ones_are_left_out() -> None:
    table = store(3)
    asked = [*reversed(keys(3)), {"person_id": "adv_nobody"}]

    found = list(read_batch(table, asked))

    assert [item["person_id"] for item in found] == ["adv_002", "adv_001", "adv_000"]


def test_a_key_that_is_named_twice_is_asked_for_once() -> None:
    table = store(2)

    found = list(read_batch(table, keys(2) + keys(1)))

    assert [item["person_id"] for item in found] == ["adv_000", "adv_001", "adv_000"]


def test_more_than_a_hundred_keys_take_another_request() -> None:
    table = store(2)
    meter = Meter(table.dynamo)

    assert len(list(read_batch(Table(meter, table.name), keys(101)))) == 2
    assert meter.operations == {"BatchGetItem": 2}


def test_what_was_left_unread_is_asked_for_again() -> None:
    table = store(2)

    assert len(list(read_batch(Table(BusyTable(table.dynamo, 2), table.name), keys(2)))) == 2


def test_a_table_that_stays_busy_ends_the_reading() -> None:
    table = store(1)

    with pytest.raises(UnavailableError):
        list(read_batch(Table(BusyTable(table.dynamo, 9), table.name), keys(1)))
