"""Whether an order is its customer's first, however many there are: one small item, few looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from awswire.dynamo import Dynamo
from referrals.desks import people as people_desk
from referrals.model.order.conversion import RefundFact
from referrals.model.order_key import ConversionKey
from referrals.model.privacy.request import stand_in
from referrals.steps.attribution.find_first_order import (
    MOST_LOOKED_AT,
    FirstOrderDesk,
    is_first_order,
)
from referrals.steps.privacy.erase_order import erase_order
from referrals.store.order.conversion import Conversions
from referrals.store.order.first_order import FirstOrders
from referrals.store.table import Table
from referrals.wiring import order_stores, stores
from tests.world import AT, NOW, a_key, an_order, hash_of, store_program

BEN = hash_of("ben@example.com")
FULL = 5000


@dataclass
class CallCount:
    """DynamoDB itself, with its requests counted."""

    dynamo: Dynamo
    requests: list[str] = field(default_factory=list)

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        self.requests.append(operation)
        return self.dynamo.call(operation, request)


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()


def desk() -> FirstOrderDesk:
    return FirstOrderDesk(stores.conversions(), order_stores.first_orders())


def counted_desk() -> tuple[FirstOrderDesk, CallCount]:
    table = stores.conversions().table
    calls = CallCount(table.dynamo)
    counted = Table(calls, table.name)
    return FirstOrderDesk(Conversions(counted, stores.bodies()), FirstOrders(counted)), calls


def report(number: int, **changes: Any) -> ConversionKey:
    key = a_key(f"{number:06d}")
    order = an_order(occurred_at=NOW + timedelta(seconds=number), **changes)
    stores.conversions().record(key, order, body="", at=NOW)
    return key


def give_back(key: ConversionKey, amount_minor: int = FULL) -> None:
    refund = RefundFact("1", amount_minor, AT * 1000)
    stores.conversions().record(key, refund, body="", at=NOW)


def is_first(key: ConversionKey, with_desk: FirstOrderDesk | None = None) -> bool:
    conversion = stores.conversions().state(key)
    assert conversion.order
    return is_first_order(conversion, conversion.order, "UTC", with_desk or desk())


def noted() -> ConversionKey | None:
    return order_stores.first_orders().find("friends", BEN).first


def test_the_first_order_is_noted_once_it_is_kept() -> None:
    key = report(1)

    assert is_first(key)
    assert noted() == key


def test_what_is_not_paid_is_not_noted() -> None:
    key = report(1)
    give_back(key)

    assert is_first(key)
    assert noted() is None


@pytest.mark.parametrize("orders", [10, 300])
def test_a_later_order_costs_two_requests_however_many_came_before(orders: int) -> None:
    keys = [report(number) for number in range(orders)]
    assert is_first(keys[0])
    counted, calls = counted_desk()

    assert not is_first(keys[-1], counted)

    assert calls.requests == ["Query", "GetItem"]


def test_orders_from_before_there_was_a_note_are_found() -> None:
    keys = [report(number) for number in range(30)]
    counted, calls = counted_desk()

    assert not is_first(keys[-1], counted)

    assert noted() == keys[0]
    assert calls.requests == ["Query", "Query", "PutItem"]


def test_when_the_first_is_taken_back_the_next_one_is() -> None:
    first, second, third = report(1), report(2), report(3)
    assert [is_first(each) for each in (first, second, third)] == [True, False, False]

    give_back(first)

    assert is_first(second)
    assert noted() == second
    assert not is_first(third)


def test_an_earlier_one_that_comes_late_is_the_first() -> None:
    second = report(2)
    assert is_first(second)

    first = report(1)

    assert is_first(first)
    assert noted() == first
    assert not is_first(second)


def test_a_noted_order_of_another_customer_is_passed_over() -> None:
    first, second = report(1), report(2)
    assert is_first(first)
    eve = an_order(
        occurred_at=NOW + timedelta(seconds=1),
        customer_hash=hash_of("eve@example.com"),
        version_ms=AT * 1000 + 1,
    )
    stores.conversions().record(first, eve, body="", at=NOW)

    assert is_first(second)
    assert noted() == second


def test_who_ordered_a_hundred_times_is_no_new_customer() -> None:
    for number in range(MOST_LOOKED_AT):
        give_back(report(number))
    counted, calls = counted_desk()

    assert not is_first(report(MOST_LOOKED_AT + 1), counted)

    assert len(calls.requests) <= 1 + MOST_LOOKED_AT / 10 + 1


def test_the_shop_knows_better() -> None:
    assert not is_first(report(1, first_order=False))


def test_an_order_without_an_address_is_a_first_one() -> None:
    assert is_first(report(1, customer_hash=""))
    assert noted() is None


def test_an_order_that_is_erased_leaves_no_note() -> None:
    key = report(1)
    assert is_first(key)

    erase_order(key, people_desk.files(), lambda customer_hash: stand_in("seed", customer_hash))

    assert noted() is None
    assert is_first(key)
    assert noted() is None


def test_a_person_who_is_erased_leaves_no_note() -> None:
    former = stores.former_customers()
    order_stores.first_orders().note(BEN, a_key("1"))

    assert not former.remove("friends", BEN)

    assert noted() is None


def test_a_note_of_another_order_stays() -> None:
    firsts = order_stores.first_orders()
    firsts.note(BEN, a_key("1"))

    firsts.forget(BEN, a_key("2"))

    assert firsts.find("friends", BEN).first == a_key("1")
