"""Gestures of goodwill, as they are stored."""

import pytest

from referrals.model.goodwill.goodwill import Goodwill
from referrals.store.goodwill.goodwill import GoodwillNotFoundError
from referrals.store.table import CancelledError, transact
from referrals.wiring import stores
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("account")


def a_gesture(number: int = 1) -> Goodwill:
    return Goodwill(
        goodwill_id=f"gwl_{number:026d}",
        program_id="friends",
        person_id="adv_ada",
        asset="EUR",
        amount=500,
        reference=f"ticket-{number}",
        reason="the parcel came late",
        made_by="eve",
        given_at=NOW,
    )


def test_a_gesture_is_read_as_it_was_written() -> None:
    records = stores.goodwill()
    transact(records.table.dynamo, [records.add_action(a_gesture())])

    assert records.get(a_gesture().goodwill_id) == a_gesture()
    assert records.of_person("adv_ada", 10)[0] == [a_gesture()]


def test_a_gesture_is_written_once() -> None:
    records = stores.goodwill()
    transact(records.table.dynamo, [records.add_action(a_gesture())])

    with pytest.raises(CancelledError):
        transact(records.table.dynamo, [records.add_action(a_gesture())])


def test_the_count_of_a_year_ends_at_its_most() -> None:
    records = stores.goodwill()
    for _ in range(2):
        transact(records.table.dynamo, [records.count_action(a_gesture(), 2026, 2)])

    with pytest.raises(CancelledError):
        transact(records.table.dynamo, [records.count_action(a_gesture(), 2026, 2)])
    transact(records.table.dynamo, [records.count_action(a_gesture(), 2027, 2)])


def test_what_was_never_given_is_not_found() -> None:
    with pytest.raises(GoodwillNotFoundError):
        stores.goodwill().get("gwl_0")
