"""A draft's faults are told in one round, whatever else is wrong with it."""

from copy import deepcopy
from typing import Any

import pytest

from referrals.model.program.program import rules_json
from referrals.steps.program.check_draft import check_draft
from tests.world import rules

GOOD: dict[str, Any] = rules_json(rules())
POINTS = {"kind": "points", "amount": 5}


def fields_of(**changes: Any) -> list[str]:
    return [fault.field for fault in check_draft({**deepcopy(GOOD), **changes})[1]]


def test_a_good_draft_is_the_program_it_says() -> None:
    assert check_draft(GOOD) == (rules(), ())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"currency": "EURO"}, "currency"),
        ({"destination": "https://elsewhere.example/"}, "destination"),
        ({"allowed_hosts": [7]}, "allowed_hosts[0]"),
        ({"attribution": {"priority": ["click", "hunch"]}}, "attribution.priority[1]"),
        ({"limits": {"per_advocate": {}}}, "limits.per_advocate"),
        ({"tiers": [{"at": 1, "advocate": POINTS}]}, "tiers[0].name"),
        ({"tiers": ["gold"]}, "tiers[0]"),
        ({"offers": [*GOOD["offers"], *GOOD["offers"]]}, "offers"),
        ({"offres": []}, "offres"),
    ],
)
def test_a_wrong_shape_hides_nothing_else(changes: dict[str, Any], field: str) -> None:
    wrong = {"webhook_url": "http://shop.example/", "milestones": [{"at": 3, "reward": POINTS}]}
    wrong["milestones"][0]["reward"] = {"kind": "yacht"}  # type: ignore[index]

    fields = fields_of(**wrong, **changes)

    assert fields == [field, "webhook_url", "milestones[0].reward.kind"]


def test_nothing_is_said_of_what_stands_in_for_a_field() -> None:
    draft = {name: value for name, value in GOOD.items() if name not in ("offers", "program")}

    assert [fault.field for fault in check_draft(draft)[1]] == ["program", "offers"]


def test_what_is_no_program_at_all_comes_to_an_end() -> None:
    program, faults = check_draft({"offers": {"a": 1}, "tiers": 5, "limits": [1], "currency": {}})

    assert program is None
    assert {"offers", "tiers", "limits", "currency"} <= {fault.field for fault in faults}


def test_a_missing_list_of_hosts_hides_no_bad_address() -> None:
    draft = deepcopy(GOOD)
    del draft["allowed_hosts"]

    _, faults = check_draft({**draft, "destination": "not an address"})

    assert {fault.field for fault in faults} == {"allowed_hosts", "destination"}


def test_faults_are_in_plain_words() -> None:
    draft = deepcopy(GOOD)

    _, faults = check_draft({**draft, "program": "Friends!!", "hold_days": "many"})

    told = {fault.field: f"{fault.message} {fault.remedy}" for fault in faults}
    assert told["program"].endswith("2 to 40 small letters, digits and hyphens, such as friends-2.")
    assert told["hold_days"].startswith("this is not a whole number. Write a whole number")
