"""What other rules would have made of the past, order by order."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from referrals.desks import simulation as simulation_desk
from referrals.model.history.order_change import UNATTRIBUTED, ProposalEffect
from referrals.model.order.conversion import Amounts, Signals
from referrals.model.program.program import Program
from referrals.steps.history.gather_past import (
    PastSlice,
    TooManyOrdersError,
    gather_past,
    newest_referrals,
)
from referrals.steps.history.simulate_program import simulate_program
from referrals.wiring import clients, stores
from tests.corrector import record_and_wake, shop
from tests.past import VERSIONS, Past
from tests.world import NOW, a_key, a_token, an_order, hash_of, rules

pytestmark = pytest.mark.usefixtures("account")
LONG_AGO = NOW - timedelta(days=365)
CREDIT = {"kind": "store_credit", "amount_minor": 500}
CODE = {"kind": "discount_code", "percent": 10}


def simulate(program: Program, since: datetime = LONG_AGO) -> ProposalEffect:
    return simulate_program(program, simulation_desk.simulation(), since=since, now=NOW)


def place(order_id: str, gross: int = 5000, at: datetime = NOW, **changes: Any) -> None:
    """Friends of Ada's, each of their own."""
    hints = changes.pop("signals", Signals(ref_codes=("ada-bakes",)))
    amounts = Amounts("EUR", gross)
    order = an_order(
        signals=hints, amounts=amounts, customer_hash=hash_of(f"{order_id}@example.com"), **changes
    )
    record_and_wake(order, order_id=order_id, at=at)


def test_the_rules_that_held_touch_nobody() -> None:
    past = Past(5)
    past.open()
    past.go_on(25)

    effect = simulate(rules(**VERSIONS[0]))

    assert effect.orders > 30
    assert effect.changes == ()
    assert effect.cost_before_minor == effect.cost_after_minor > 0


def test_a_past_of_two_versions_is_told_apart() -> None:
    past = Past(6)
    past.open()
    past.go_on(15)
    change = past.now
    past.apply(rules(**VERSIONS[1]))
    past.go_on(15)

    assert simulate(rules(**VERSIONS[1]), since=change).changes == ()
    assert simulate(rules(**VERSIONS[1])).changes


def test_a_higher_reward_says_whom_and_how_much() -> None:
    shop()
    place("1")
    place("2", gross=1000)
    before = list(clients.table("ledger").scan())

    dear = [{"name": "an-offer", "advocate": {**CREDIT, "amount_minor": 800}, "friend": CODE}]
    effect = simulate(rules(offers=dear))

    assert [each.cost_minor for each in effect.changes] == [300, 300]
    assert (effect.cost_before_minor, effect.cost_after_minor) == (1600, 2200)
    assert (effect.gains, effect.losses) == (0, 0)
    assert list(clients.table("ledger").scan()) == before


def test_a_minimum_takes_what_small_orders_earned() -> None:
    shop()
    place("1")
    place("2", gross=1000)

    (change,) = simulate(rules(qualifies={"minimum_minor": 2000})).changes

    assert change.key.endswith("#2")
    assert (change.before.status, change.after.status) == ("granted", "withheld")
    assert change.after.reason == "below_minimum"
    assert change.cost_minor == -600


def test_a_limit_counts_as_it_would_have_counted() -> None:
    shop(limits={"per_advocate": {"count": 9, "every": "month"}})
    for order_id in ("1", "2", "3", "4"):
        place(order_id)

    effect = simulate(rules(limits={"per_advocate": {"count": 2, "every": "month"}}))

    assert [each.key[-1] for each in effect.changes] == ["3", "4"]
    assert {each.after.reason for each in effect.changes} == {"advocate_limit"}


def test_a_budget_ends_where_it_would_have_ended() -> None:
    shop(limits={"budget_minor": 100_000})
    for order_id in ("1", "2", "3"):
        place(order_id)

    effect = simulate(rules(limits={"budget_minor": 2000}))

    assert [each.key[-1] for each in effect.changes] == ["3"]
    assert effect.changes[0].after.reason == "budget_spent"
    assert effect.cost_after_minor == 2000


def test_room_that_a_minimum_leaves_goes_to_the_next() -> None:
    limit = {"per_advocate": {"count": 1, "every": "ever"}}
    shop(limits=limit)
    place("1", gross=1000)
    place("2")

    effect = simulate(rules(limits=limit, qualifies={"minimum_minor": 2000}))

    assert [(each.key[-1], each.cost_minor) for each in effect.changes] == [
        ("1", -600),
        ("2", 1000),
    ]
    assert (effect.gains, effect.losses) == (1, 1)


def test_a_longer_window_finds_who_brought_it() -> None:
    shop()
    late = Signals(click_tokens=(a_token(at=NOW - timedelta(days=40)),))
    place("1", signals=late)

    (change,) = simulate(rules(attribution={"window_days": 60})).changes

    assert (change.before.status, change.before.reason) == (UNATTRIBUTED, "outside_window")
    assert (change.after.status, change.after.advocate_id) == ("granted", "adv_ada")


def test_another_base_is_reckoned_from_the_order() -> None:
    percent = [
        {"name": "an-offer", "advocate": {"kind": "store_credit", "percent": 10}, "friend": CODE}
    ]
    shop(offers=percent)
    taxed = an_order(
        signals=Signals(ref_codes=("ada-bakes",)), customer_hash=hash_of("ben@example.com")
    )
    record_and_wake(taxed)

    (change,) = simulate(rules(offers=percent, qualifies={"base": "gross"})).changes

    shares = {share.role: share.amount for share in change.after.shares}
    assert shares["advocate"] == 500
    assert change.cost_minor == 80 + 80


def test_older_orders_are_left_alone() -> None:
    shop()
    place("1")

    effect = simulate(rules(qualifies={"minimum_minor": 9000}), since=NOW + timedelta(seconds=1))

    assert (effect.orders, effect.changes) == (0, ())


def test_too_many_orders_are_refused() -> None:
    shop()
    place("1")
    place("2")

    with pytest.raises(TooManyOrdersError):
        gather_past("friends", LONG_AGO, stores.referrals(), stores.former_decisions(), most=1)


@pytest.mark.parametrize(("most", "has_time"), [(1, True), (9, False)])
def test_who_waits_is_told_of_a_part_and_that_it_is_one(most: int, has_time: bool) -> None:
    shop()
    place("1")
    place("2")
    desk, bound = simulation_desk.simulation(), PastSlice(most, lambda: has_time)

    effect = simulate_program(rules(), desk, since=LONG_AGO, now=NOW, bound=bound)

    assert (effect.orders < 2, effect.cut) == (True, True)


def test_who_waits_is_told_of_the_newest_orders_alone() -> None:
    shop()
    for minutes, order_id in enumerate("132"):
        place(order_id, at=NOW + timedelta(minutes=minutes))
    tables = (stores.referrals(), stores.former_decisions())

    past = gather_past("friends", LONG_AGO, *tables, bound=PastSlice(2, lambda: True))
    late = newest_referrals(stores.referrals(), "friends", NOW + timedelta(minutes=2))

    assert {each.referral.key for each in past.decisions} == {str(a_key(n)) for n in "32"}
    assert past.cut
    assert [each.key for each in late] == [str(a_key("2"))]


def test_a_bound_that_is_not_met_tells_all() -> None:
    shop()
    place("1")
    desk, bound = simulation_desk.simulation(), PastSlice(1, lambda: True)

    effect = simulate_program(rules(), desk, since=LONG_AGO, now=NOW, bound=bound)

    assert (effect.orders, effect.cut) == (1, False)


def test_an_order_without_a_ground_is_counted_apart() -> None:
    shop()
    place("1")
    item = clients.table("referrals").get({"referral_key": "friends#shopify#1"})
    assert item
    del item["reward_ground"]
    clients.table("referrals").put(item)

    effect = simulate(rules(qualifies={"minimum_minor": 9000}))

    assert (effect.orders, effect.unknown, effect.changes) == (0, 1, ())
