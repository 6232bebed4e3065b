"""What was withheld while a program was paused is decided anew once it runs again, in order."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.desks import history as history_desk
from referrals.model.history.retake import RetakeAnswer
from referrals.model.order.conversion import CancellationFact
from referrals.model.program.program import AppliedProgram
from referrals.steps.history.retake_decision import retake_rewards
from referrals.steps.program.allocate_budget import allocate_budget
from referrals.wiring import stores
from tests.corrector import shop
from tests.steps.reward.waiting import (
    FIRST,
    LINE,
    MINUTE,
    PERCENT,
    SECOND,
    SMALL,
    line,
    place_all,
    reasons,
    serve,
    tell,
)
from tests.world import AT, NOW, a_key, rules

pytestmark = pytest.mark.usefixtures("account")
ALL = (FIRST, SECOND, SMALL)


def open_paused(**changes: Any) -> None:
    shop(offers=PERCENT, paused=True, **changes)
    allocate_budget("friends", 1000, stores.tallies())


def apply(version: int, **changes: Any) -> None:
    program = rules(offers=PERCENT, **changes)
    at = NOW + 3 * MINUTE
    stores.programs().add(
        AppliedProgram(program_id="friends", version=version, applied_at=at, rules=program)
    )


def resume(**changes: Any) -> None:
    apply(2, **changes)


def test_orders_of_a_pause_wait_and_then_count() -> None:
    open_paused()
    place_all()
    assert set(reasons().values()) == {"program_paused"}
    assert line() == ["1", "2", "3"]
    assert serve(NOW + 4 * MINUTE) == 0

    resume()
    assert serve(NOW + 5 * MINUTE) == 3

    assert set(reasons().values()) == {"all_checks_passed"}
    assert line() == []
    assert serve(NOW + 10 * MINUTE) == 0


def test_an_order_called_off_in_the_pause_leaves_the_line() -> None:
    open_paused()
    place_all()

    tell("2", NOW + 4 * MINUTE, CancellationFact("customer", AT * 1000 + 1))
    resume()
    serve(NOW + 5 * MINUTE)

    assert reasons()["2"] == "cancelled"
    assert line() == []


def test_after_the_pause_the_budget_goes_to_the_first_of_them() -> None:
    open_paused(limits=LINE)
    place_all()
    resume(limits=LINE)

    serve(NOW + 5 * MINUTE)
    for round_ in range(2, 5):
        serve(NOW + 5 * round_ * MINUTE)

    assert reasons() == {"1": "all_checks_passed", "2": "budget_waits", "3": "budget_waits"}
    assert line() == ["2", "3"]


def test_whoever_waits_for_the_budget_waits_on_through_a_pause() -> None:
    shop(offers=PERCENT, limits=LINE)
    allocate_budget("friends", 1000, stores.tallies())
    place_all()
    larger = {**LINE, "budget_minor": 5000}
    apply(2, limits=larger, paused=True)
    allocate_budget("friends", 5000, stores.tallies())

    serve(NOW + 5 * MINUTE)
    assert line() == ["2", "3"]

    apply(3, limits=larger)
    for round_ in range(2, 5):
        serve(NOW + 5 * round_ * MINUTE)

    assert set(reasons().values()) == {"all_checks_passed"}
    assert line() == []


def test_each_decision_around_a_pause_is_taken_so_again() -> None:
    open_paused()
    place_all()
    resume()
    serve(NOW + timedelta(hours=1))

    for order_id, _ in ALL:
        referral = stores.referrals().get(str(a_key(order_id)))
        rulings = history_desk.archive().former.rulings(referral)
        assert set(retake_rewards(referral, rulings, stores.programs())) == {RetakeAnswer.SAME}


def test_one_turn_decides_on_all_who_waited() -> None:
    open_paused()
    place_all()
    resume()

    assert [serve(NOW + minutes * MINUTE) for minutes in (5, 10)] == [3, 0]
