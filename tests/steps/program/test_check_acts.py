"""What can't be promised of sign-ups, trials and renewals is refused, all of it in one round."""

from typing import Any

import pytest

from referrals.steps.program.check_acts import check_acts
from tests.subscriber import CREDIT, GIFT, POINTS, RENEWAL
from tests.world import rules

SHARE = {"kind": "store_credit", "percent": 10}


def fields(**changes: Any) -> list[str]:
    return [fault.field for fault in check_acts(rules(**changes))]


def offer(advocate: Any = CREDIT, friend: Any = POINTS, **more: Any) -> dict[str, Any]:
    return {"name": "free", "advocate": advocate, "friend": friend, **more}


@pytest.mark.parametrize("on", ["signup", "trial"])
def test_what_costs_nothing_has_no_share_and_no_minimum(on: str) -> None:
    found = fields(qualifies={"on": on, "minimum_minor": 500}, offers=[offer(SHARE, GIFT)])

    assert found == [
        "qualifies.minimum_minor",
        "offers[0].advocate.percent",
        "offers[0].friend.when",
    ]


def test_a_share_of_a_renewal_is_fine() -> None:
    assert fields(**{**RENEWAL, "offers": [offer(SHARE, GIFT)]}) == []


def test_renewals_count_no_friends() -> None:
    milestone = {"at": 3, "reward": POINTS}
    tier = {"name": "gold", "at": 3, "advocate": CREDIT}

    assert fields(**{**RENEWAL, "milestones": [milestone], "tiers": [tier]}) == [
        "tiers",
        "milestones",
    ]


def test_renewals_are_said_once_and_for_each_offer() -> None:
    said = {"renewal": {"advocate": CREDIT, "friend": GIFT}}

    assert fields(**{**RENEWAL, "offers": [offer(**said)]}) == [
        "offers[0].renewal",
        "offers[0].renewal.friend.when",
    ]
    other = {**offer(), "name": "other"}
    assert fields(offers=[offer(renewal={"advocate": CREDIT}), other]) == ["offers[1].renewal"]


def test_points_reach_a_ceiling_by_their_worth() -> None:
    assert fields(**{**RENEWAL, "offers": [offer(POINTS)]}) == ["offers[0].advocate.worth_minor"]


def test_months_and_a_ceiling_are_for_renewals_alone() -> None:
    found = fields(qualifies={"months": 6, "ceiling_minor": 500}, offers=[offer()])

    assert found == ["qualifies.ceiling_minor", "qualifies.months"]
