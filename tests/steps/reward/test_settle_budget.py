"""What corrections take from a budget that comes, goes, and has other orders beside this one."""

from typing import Any

import pytest

from referrals.model.program.program import AppliedProgram
from referrals.model.reward.ledger import Part
from referrals.wiring import stores
from tests.corrector import (
    correct_order,
    grant,
    has,
    place_order,
    record_and_wake,
    shop,
    sound,
    spent_budget,
)
from tests.world import NOW, a_link, a_program, a_refund, an_advocate

pytestmark = pytest.mark.usefixtures("account")
BUDGET = {"budget_minor": 5000}


def with_dot(**changes: Any) -> None:
    shop(hold_days=0, **changes)
    stores.people().add(an_advocate("dot@example.com", "adv_dot"))
    stores.links().create(a_link("dots", advocate_id="adv_dot"))


def apply_rules(**changes: Any) -> None:
    version = stores.programs().get("friends").version + 1
    rules = a_program(hold_days=0, **changes).rules
    stores.programs().add(
        AppliedProgram(program_id="friends", version=version, applied_at=NOW, rules=rules)
    )


def taken_budget() -> int:
    """From the budget, by the grant's own note and by the shards, which must agree."""
    assert spent_budget() == grant().budget_minor
    return spent_budget()


def test_without_a_budget_any_more_only_the_friend_s_part_stays() -> None:
    with_dot(limits=BUDGET)
    place_order()
    apply_rules()

    correct_order("cleos")
    assert taken_budget() == 420
    correct_order("dots")

    assert (taken_budget(), has("adv_dot", Part.AVAILABLE)) == (420, 500)
    record_and_wake(a_refund(2500))
    assert has("adv_dot", Part.AVAILABLE) == 250
    assert sound()


def test_a_budget_that_is_back_counts_what_is_given_then() -> None:
    with_dot(limits=BUDGET)
    place_order()
    apply_rules()
    correct_order("cleos")
    apply_rules(limits=BUDGET)

    correct_order("dots")

    assert taken_budget() == 920


def test_a_budget_that_is_back_and_too_small_gives_nothing() -> None:
    with_dot(limits=BUDGET)
    place_order()
    apply_rules()
    correct_order("cleos")
    apply_rules(limits={"budget_minor": 919})

    assert correct_order("dots").reason == "budget_spent"
    assert (taken_budget(), has("adv_dot", Part.AVAILABLE)) == (420, 0)


def test_a_friend_s_part_that_cost_nothing_leaves_the_budget_counting() -> None:
    points = {"kind": "points", "amount": 100}
    credit = {"kind": "store_credit", "amount_minor": 500}
    limits = {**BUDGET, "per_advocate": {"count": 1, "every": "ever"}}
    with_dot(limits=limits, offers=[{"name": "joy", "advocate": credit, "friend": points}])
    place_order("1000", "zed@example.com", "cleos")
    place_order()
    correct_order("cleos")
    assert (grant().budget_minor, spent_budget()) == (0, 500)

    correct_order("dots")

    assert (grant().budget_minor, spent_budget()) == (500, 1000)


def test_a_grant_from_before_the_budget_stays_outside_of_it() -> None:
    with_dot()
    place_order()
    apply_rules(limits={"budget_minor": 100})

    assert correct_order("dots").reason == "corrected"

    assert (grant().budget_minor, spent_budget()) == (None, 0)
