"""What a program promises must be within its own reach; each fault names field and remedy."""

import pytest
from pydantic import ValidationError

from referrals.model.program.fault import faults_of
from referrals.steps.program.check_program import check_program
from referrals.steps.program.check_promise import check_promise
from tests.world import rules

POINTS = {"kind": "points", "amount": 5}
BOTH = {"advocate": POINTS, "friend": POINTS}
LATER = [{"name": "two", **BOTH, "later": BOTH}]


def test_a_later_offer_out_of_reach_names_everything_in_its_way() -> None:
    faults = check_program(rules(offers=LATER))

    fields = ["qualifies.on", "qualifies.new_customers_only", "limits.per_friend"]
    assert [fault.field for fault in faults] == fields
    assert all(fault.remedy for fault in faults)


def test_a_later_offer_within_reach_is_fine() -> None:
    open_to_all = {"on": "purchase", "new_customers_only": False}

    assert check_program(rules(offers=LATER, qualifies=open_to_all, limits={"per_friend": 5})) == ()


def test_a_later_offer_s_own_terms_are_checked() -> None:
    wrong = {"advocate": {"kind": "yacht"}, "friend": POINTS}

    faults = check_program(rules(offers=[{**LATER[0], "later": wrong}]))

    assert faults[0].field == "offers[0].later.advocate.kind"


def test_two_tiers_can_be_told_apart() -> None:
    tier = {"name": "gold", "at": 3, "advocate": POINTS}

    faults = check_promise(rules(tiers=[tier, tier]))

    assert [fault.field for fault in faults] == ["tiers[1].name", "tiers[1].at"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"limits": {"per_advocate": {"every": "month"}}}, "limits.per_advocate"),
        ({"limits": {"per_advocate": {"at_most_minor": 0}}}, "limits.per_advocate.at_most_minor"),
        ({"limits": {"per_day": 0}}, "limits.per_day"),
        (
            {"milestones": [{"at": 3, "reward": POINTS, "counts_from": "2027-01-02"}]},
            "milestones[0].counts_from",
        ),
    ],
)
def test_a_limit_that_limits_nothing_is_refused(changes: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        rules(**changes)

    (fault,) = faults_of(refused.value.errors(include_url=False))
    assert fault.field == field
    assert fault.remedy


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([{"from_minor": 100, "amount_minor": 5}], "Start it at"),
        ([{"from_minor": 0, "amount_minor": 5}] * 2, "et each start above"),
        ([], "at least 1"),
    ],
)
def test_steps_begin_at_nothing_and_rise(steps: list[dict[str, int]], said: str) -> None:
    terms = {"kind": "store_credit", "steps": steps}

    faults = check_program(rules(milestones=[{"at": 3, "reward": terms}]))

    assert [fault.field for fault in faults] == ["milestones[0].reward.steps"]
    assert said in faults[0].remedy
