"""Checks before rules are applied: what they name must exist."""

import pytest

from referrals.providers.rewards.registry import REWARD_TYPES
from referrals.steps.program.check_program import check_program
from tests.world import rules


def test_good_rules_have_no_fault() -> None:
    assert check_program(rules(time_zone="Europe/Berlin", webhook_url="https://a.example/h")) == ()


def test_an_unknown_reward_is_told_the_known_ones() -> None:
    (fault,) = check_program(rules(milestones=[{"at": 3, "reward": {"kind": "yacht"}}]))

    assert fault.field == "milestones[0].reward.kind"
    assert all(kind in fault.remedy for kind in REWARD_TYPES)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"kind": "points", "amount": 0}, "amount"),
        ({"kind": "points", "amuont": 5}, "amuont"),
        ({"kind": "store_credit", "amount_minor": "5"}, "amount_minor"),
        ({"kind": "discount_code", "percent": 101}, "percent"),
    ],
)
def test_a_reward_type_checks_its_own_terms(terms: dict[str, object], field: str) -> None:
    faults = check_program(rules(milestones=[{"at": 3, "reward": terms}]))

    assert f"milestones[0].reward.{field}" in {fault.field for fault in faults}
    assert all(fault.remedy for fault in faults)


def test_only_a_local_stack_may_call_its_own_machine() -> None:
    own = rules(webhook_url="http://localhost:8787/hooks")

    assert check_program(own, local=True) == ()
    assert [fault.code for fault in check_program(own)] == ["not_https"]
    assert check_program(rules(webhook_url="http://shop.example/h"), local=True) != ()
