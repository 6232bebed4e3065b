"""A fair line for a spent budget: first come, first served, and nobody is overtaken."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from awswire.codec import encode_item
from awswire.dynamo import AwsError
from referrals.desks import history as history_desk
from referrals.desks import simulation as simulation_desk
from referrals.model.history.retake import RetakeAnswer
from referrals.model.order.conversion import Amounts, CancellationFact, Signals
from referrals.model.program.budget import LinePlace
from referrals.model.program.program import AppliedProgram
from referrals.steps.history.retake_decision import retake_rewards
from referrals.steps.history.simulate_program import simulate_program
from referrals.steps.program.allocate_budget import allocate_budget
from referrals.steps.reward.serve_line import LineDesk, LineReport, serve_line
from referrals.store.attribution.referral import Referrals
from referrals.store.table import Table, transact
from referrals.wiring import clients, stores
from tests.corrector import sound, spent_budget
from tests.job_time import time_for
from tests.steps.reward.waiting import (
    LINE,
    MINUTE,
    PERCENT,
    line,
    open_shop,
    place_all,
    reasons,
    serve,
    settle,
    tell,
)
from tests.world import AT, NOW, a_key, a_program, an_order, hash_of, refer, rules

pytestmark = pytest.mark.usefixtures("account")


def test_nobody_is_overtaken_though_the_rest_would_reach() -> None:
    open_shop()

    place_all()

    assert reasons() == {"1": "all_checks_passed", "2": "budget_waits", "3": "budget_waits"}
    assert line() == ["2", "3"]
    small = stores.referrals().get(str(a_key("3"))).reward
    assert small
    inputs = {check.rule: check.input for check in small.checks}
    assert inputs["budget_line"] == "0.60 EUR needed, 0.80 EUR left, 1 before it"


def test_what_goes_back_serves_the_line_in_order() -> None:
    open_shop()
    place_all()
    assert serve(NOW + 5 * MINUTE) == 0

    tell("1", NOW + 6 * MINUTE, CancellationFact("customer", AT * 1000 + 1))
    served = [serve(NOW + (7 + 5 * number) * MINUTE) for number in range(3)]

    assert served[0] == 2
    assert reasons() == {"1": "cancelled", "2": "all_checks_passed", "3": "all_checks_passed"}
    assert line() == []
    assert spent_budget() == 980
    assert sound()


def test_a_larger_budget_serves_it_too() -> None:
    open_shop()
    place_all()
    larger = rules(offers=PERCENT, limits={**LINE, "budget_minor": 5000})
    add_version(larger)

    for number in range(3):
        serve(NOW + (5 + 5 * number) * MINUTE)

    assert set(reasons().values()) == {"all_checks_passed"}


def add_version(program: Any) -> None:
    applied = AppliedProgram(program_id="friends", version=2, applied_at=NOW, rules=program)
    stores.programs().add(applied)
    allocate_budget("friends", program.limits.budget_minor, stores.tallies())


def test_without_a_line_any_more_all_are_decided_anew() -> None:
    open_shop()
    place_all()
    add_version(rules(offers=PERCENT, limits={"budget_minor": 1000}))

    serve(NOW + 5 * MINUTE)

    assert reasons() == {"1": "all_checks_passed", "2": "budget_spent", "3": "all_checks_passed"}
    assert line() == []


def test_an_order_that_is_called_off_leaves_the_line() -> None:
    open_shop()
    place_all()

    tell("2", NOW + 5 * MINUTE, CancellationFact("customer", AT * 1000 + 1))

    assert line() == ["3"]
    serve(NOW + 6 * MINUTE)
    assert reasons()["3"] == "all_checks_passed"


def test_waiting_on_is_no_new_decision() -> None:
    open_shop()
    place_all()
    before = stores.referrals().get(str(a_key("2"))).reward

    stores.referrals().recall(str(a_key("2")), NOW + 5 * MINUTE)
    settle("2", NOW + 6 * MINUTE)

    assert stores.referrals().get(str(a_key("2"))).reward == before
    kept = [i for i in clients.table("ledger").scan() if i["account"].startswith("decided#")]
    assert kept == []


def test_an_order_told_anew_keeps_its_place() -> None:
    open_shop()
    place_all()

    hints = Signals(ref_codes=("ada-bakes",))
    again = an_order(
        amounts=Amounts("EUR", 9100),
        signals=hints,
        customer_hash=hash_of("2@example.com"),
        version_ms=AT * 1000 + 1,
    )
    tell("2", NOW + 5 * MINUTE, again)

    assert line() == ["2", "3"]
    (first, _) = stores.tallies().line("friends", 2)
    assert (first.since, first.cost_minor) == (NOW + MINUTE, 910)


def test_what_was_decided_in_line_is_decided_so_again() -> None:
    open_shop()
    place_all()
    tell("1", NOW + 6 * MINUTE, CancellationFact("customer", AT * 1000 + 1))
    serve(NOW + 7 * MINUTE)
    serve(NOW + 12 * MINUTE)

    for order_id in ("1", "2", "3"):
        referral = stores.referrals().get(str(a_key(order_id)))
        rulings = history_desk.archive().former.rulings(referral)
        assert set(retake_rewards(referral, rulings, stores.programs())) == {RetakeAnswer.SAME}


def test_the_rules_that_held_touch_nobody_in_line() -> None:
    open_shop()
    place_all()
    tell("1", NOW + 6 * MINUTE, CancellationFact("customer", AT * 1000 + 1))
    serve(NOW + 7 * MINUTE)
    serve(NOW + 12 * MINUTE)

    same = rules(offers=PERCENT, limits=LINE)
    long_ago = NOW - timedelta(days=90)
    desk = simulation_desk.simulation()
    effect = simulate_program(same, desk, since=long_ago, now=NOW + 20 * MINUTE)

    assert (effect.orders, effect.changes) == (3, ())


def test_whoever_leaves_the_line_calls_the_next_one() -> None:
    """The stream woke the third first: it waits on, and need not wait for the clock."""
    open_shop()
    place_all()
    tell("1", NOW + 6 * MINUTE, CancellationFact("customer", AT * 1000 + 1))

    serve(NOW + 7 * MINUTE)
    assert line() == ["3"]
    settle("3", NOW + 8 * MINUTE)

    assert line() == []
    assert reasons()["3"] == "all_checks_passed"


def stand_in_line(number: int, key: str = "", program: str = "friends") -> LinePlace:
    key = key or refer(order_id=f"{number}")
    place = LinePlace(program, key, NOW + number * MINUTE)
    transact(clients.dynamo(), [stores.tallies().wait_action(place)])
    return place


def serve_for(count: int) -> LineReport:
    desk = LineDesk(stores.programs(), stores.tallies(), stores.referrals())
    return serve_line(desk, now=NOW + timedelta(days=1), has_time=time_for(count))


def test_after_a_long_pause_a_run_goes_on_until_its_time_ends() -> None:
    open_shop(limits={})
    places = [stand_in_line(number) for number in range(1, 131)]

    assert serve_for(120) == LineReport(recalled=120, left=10)
    called = [bool(stores.referrals().get(place.key).recalled_at) for place in places]
    assert called == [True] * 120 + [False] * 10


class SpoiltDynamo:
    """Refuses every change of one referral."""

    def __init__(self, key: str) -> None:
        self.key = key

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        if request["Key"] == encode_item({"referral_key": self.key}):
            raise AwsError("ValidationException", "the item is too large")
        return clients.dynamo().call(operation, request)


def test_an_order_that_can_not_be_recalled_stops_no_other() -> None:
    open_shop(limits={})
    gone = stand_in_line(1, "friends#shopify#gone")
    bad, last = stand_in_line(2), stand_in_line(3)
    referrals = Referrals(Table(SpoiltDynamo(bad.key), stores.referrals().table.name))
    desk = LineDesk(stores.programs(), stores.tallies(), referrals)

    report = serve_line(desk, now=NOW + timedelta(days=1))

    assert (report.recalled, report.failed, report.left) == (1, (bad.key,), 1)
    assert stores.referrals().get(last.key).recalled_at
    assert gone.key not in [place.key for place in stores.tallies().line("friends", 9)]


def test_a_program_with_a_long_line_keeps_no_other_waiting() -> None:
    open_shop(limits={})
    stores.programs().add(a_program(program="cakes"))
    for number in range(1, 6):
        stand_in_line(number)
    other = stand_in_line(7, program="cakes")

    serve_for(2)

    assert stores.referrals().get(other.key).recalled_at
