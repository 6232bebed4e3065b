"""Gifts with the first order that would reach nobody are refused before they are applied."""

from typing import Any

import pytest

from referrals.steps.program.check_program import check_program
from tests.gifts import FRIEND, OFFER, a_gift_program
from tests.world import rules

CODE = {"kind": "discount_code", "percent": 10}


def faults(**changes: Any) -> set[tuple[str, str]]:
    return {(each.field, each.code) for each in check_program(a_gift_program(**changes).rules)}


def offer(**changes: Any) -> list[dict[str, Any]]:
    return [{**OFFER, **changes}]


def test_give_ten_per_cent_and_get_ten_euros_is_fine() -> None:
    assert faults() == set()


@pytest.mark.parametrize("shop", ["shopify", "woocommerce", "stripe"])
def test_a_shop_that_makes_codes_needs_no_webhook(shop: str) -> None:
    assert faults(codes_by=shop, webhook_url="") == set()


def test_friends_who_go_straight_to_the_shop_would_never_meet_it() -> None:
    assert faults(landing="shop") == {("landing", "gift_unseen")}


JOINT = [{**OFFER, "friend": {**FRIEND, "codes": "shared"}}]


@pytest.mark.parametrize(
    ("codes_by", "destination"),
    [
        ("shopify", "https://shop.example/"),
        ("woocommerce", "https://shop.example/"),
        ("stripe", "https://buy.stripe.com/test_1"),
    ],
)
def test_a_shared_code_is_applied_without_a_page(codes_by: str, destination: str) -> None:
    hosts = ["shop.example", "buy.stripe.com"]
    asked = {"codes_by": codes_by, "destination": destination, "allowed_hosts": hosts}

    assert faults(landing="shop", offers=JOINT, **asked) == set()


@pytest.mark.parametrize("codes_by", ["stripe", "bigcommerce", "webhook"])
def test_a_shared_code_that_must_be_typed_needs_the_page(codes_by: str) -> None:
    assert faults(landing="shop", offers=JOINT, codes_by=codes_by) == {("landing", "gift_unseen")}
    assert faults(landing="welcome", offers=JOINT, codes_by=codes_by) == set()


def test_a_code_that_no_till_would_know_is_refused() -> None:
    assert faults(webhook_url="") == {("offers[0].friend.when", "no_till")}


@pytest.mark.parametrize("field", [{"when": "first_order"}, {"codes": "single_use"}])
def test_an_advocate_has_no_first_order_to_make_cheaper(field: dict[str, str]) -> None:
    name = next(iter(field))

    assert faults(offers=offer(advocate={**CODE, **field})) == {
        (f"offers[0].advocate.{name}", "friend_only")
    }


def test_a_milestone_has_none_either() -> None:
    milestone = {"at": 3, "reward": {**CODE, "when": "first_order"}}

    assert faults(milestones=[milestone]) == {("milestones[0].reward.when", "friend_only")}


def test_a_kind_of_codes_without_such_a_gift_is_refused() -> None:
    assert faults(offers=offer(friend={**CODE, "codes": "single_use"})) == {
        ("offers[0].friend.codes", "no_gift")
    }


@pytest.mark.parametrize(
    "friend",
    [
        {**CODE, "when": "sometimes"},
        {**CODE, "when": "first_order", "codes": "many"},
        {"kind": "points", "amount": 5, "when": "first_order"},
        {**CODE, "saved_minor": 1},
    ],
)
def test_what_the_reward_type_does_not_know_is_refused(friend: dict[str, Any]) -> None:
    assert faults(offers=offer(friend=friend))


def test_a_gift_after_the_order_asks_for_none_of_that() -> None:
    plain = rules(offers=offer(friend={**CODE, "when": "after"}))

    assert check_program(plain) == ()
