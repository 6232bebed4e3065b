"""Checks before rules are applied: what they name must exist."""

import pytest
from pydantic import ValidationError

from referrals.model.program.offer import CodesBy
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


def offering(friend: dict[str, object], **changes: object) -> list[dict[str, object]]:
    advocate = {"kind": "points", "amount": 5}
    return [{"name": "two-for-joy", "advocate": advocate, "friend": friend, **changes}]


@pytest.mark.parametrize("platform", [each.value for each in CodesBy])
def test_a_code_is_promised_by_whom_makes_it(platform: str) -> None:
    assert check_program(rules(codes_by=platform)) == ()


@pytest.mark.parametrize(
    ("currency", "amount_minor"), [("MGA", 550), ("KWD", 1255), ("EUR", 100_000_000)]
)
def test_what_the_shop_can_t_make_is_refused(currency: str, amount_minor: int) -> None:
    promised = offering({"kind": "discount_code", "amount_minor": amount_minor})

    (fault,) = check_program(rules(codes_by="stripe", currency=currency, offers=promised))

    assert (fault.field, fault.code) == ("offers[0].friend.amount_minor", "not_carried")
    assert fault.remedy
    assert check_program(rules(currency=currency, offers=promised)) == ()


@pytest.mark.parametrize(
    ("currency", "amount_minor"), [("MGA", 500), ("KWD", 1250), ("JPY", 500), ("ISK", 900)]
)
def test_amounts_in_whole_steps_are_carried(currency: str, amount_minor: int) -> None:
    promised = offering({"kind": "discount_code", "amount_minor": amount_minor})

    assert check_program(rules(codes_by="stripe", currency=currency, offers=promised)) == ()


def test_a_platform_that_makes_no_codes_is_no_choice() -> None:
    with pytest.raises(ValidationError, match="'webhook', 'shopify', 'woocommerce'"):
        rules(codes_by="square")
