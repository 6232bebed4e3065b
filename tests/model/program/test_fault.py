"""Faults: each names its field and a remedy a stranger can follow."""

from typing import Any

import pytest
from pydantic import ValidationError

from referrals.model.program.change import Difference, differences
from referrals.model.program.fault import Fault, faults_of
from referrals.model.program.program import Program
from tests.world import rules

KNOWN = ("minimum_minor", "hold_days", "percent")


def faults(**changes: Any) -> tuple[Fault, ...]:
    with pytest.raises(ValidationError) as wrong:
        rules(**changes)
    return faults_of(wrong.value.errors(), KNOWN)


@pytest.mark.parametrize(
    ("change", "field", "remedy"),
    [
        ({"currency": "EURO"}, "currency", "Use an ISO 4217 code such as EUR."),
        ({"hold_days": "14"}, "hold_days", "Write a whole number, without quotes or decimals."),
        ({"hold_days": 1.5}, "hold_days", "Write a whole number, without quotes or decimals."),
        ({"hold_days": 366}, "hold_days", "Use 365 or less."),
        ({"hold_dais": 3}, "hold_dais", "Did you mean hold_days?"),
        ({"unicorns": 3}, "unicorns", "Remove it, or check its spelling."),
        ({"offers": []}, "offers", "Give at least 1."),
        ({"landing": "moon"}, "landing", "Use 'shop' or 'welcome'."),
        ({"name": None}, "name", "Write it as text, in quotes if it looks like a number."),
        ({"attribution": {"touch": "any"}}, "attribution.touch", "Use 'first' or 'last'."),
        ({"destination": "https://else.example/"}, "destination", "Add it there."),
        ({"offers": [{"name": "x-1"}]}, "offers[0].advocate", "Add it."),
    ],
)
def test_a_fault_names_its_field_and_a_remedy(
    change: dict[str, Any], field: str, remedy: str
) -> None:
    found = {fault.field: fault for fault in faults(**change)}

    assert found[field].remedy == remedy
    assert found[field].message.endswith(".")


def test_all_faults_are_told_at_once() -> None:
    assert len(faults(currency="EURO", hold_days="x", unicorns=1)) == 3


def test_equal_rules_do_not_differ() -> None:
    assert differences(rules(), rules()) == ()


def test_a_changed_field_is_told_with_both_values() -> None:
    changed = differences(rules(), rules(hold_days=3, allowed_hosts=["shop.example", "b.example"]))

    assert sorted(changed, key=lambda c: c.field) == [
        Difference("allowed_hosts", ["shop.example"], ["shop.example", "b.example"]),
        Difference("hold_days", 14, 3),
    ]


def test_a_new_offer_is_told_field_by_field() -> None:
    one = rules().model_dump()["offers"][0]

    changed = differences(rules(), rules(offers=[one, {**one, "name": "second"}]))

    assert Difference("offers[1].name", None, "second") in changed
    assert Difference("offers[1].friend.percent", None, 10) in changed


def test_a_first_version_is_all_new() -> None:
    changed = differences(None, rules())

    assert {change.field for change in changed} >= {"program", "offers[0].friend.kind"}
    assert all(change.before is None for change in changed)


def test_stored_rules_read_back_as_the_same() -> None:
    given = rules(milestones=[{"at": 3, "reward": {"kind": "points", "amount": 500}}])

    assert Program.model_validate(given.model_dump(mode="json")) == given
