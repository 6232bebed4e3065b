"""A catalogue that nobody could buy of is refused before it is applied."""

from typing import Any

from referrals.steps.program.check_catalogue import check_catalogue
from referrals.steps.program.check_program import check_program
from tests.world import a_program


def codes(gives: dict[str, Any], **rules: Any) -> list[str]:
    catalogue = [{"item": "thing", "points": 100, "gives": gives}]
    return [fault.code for fault in check_program(a_program(catalogue=catalogue, **rules).rules)]


def test_points_buy_a_thing_or_a_code_of_a_known_till() -> None:
    assert codes({"kind": "free_gift", "sku": "TOTE"}) == []
    assert codes({"kind": "discount_code", "percent": 10}, codes_by="shopify") == []


def test_points_buy_no_other_balance() -> None:
    assert codes({"kind": "store_credit", "amount_minor": 500}) == ["not_for_sale"]
    assert codes({"kind": "points", "amount": 5}) == ["not_for_sale"]
    account = {"kind": "account_credit", "amount_minor": 500}
    assert "not_for_sale" in codes(account, codes_by="shopify")


def test_a_code_that_no_till_knows_is_refused() -> None:
    assert codes({"kind": "discount_code", "percent": 10}) == ["no_till"]


def test_an_item_s_terms_are_checked_as_any_reward_s() -> None:
    assert codes({"kind": "free_gift"}) != []
    assert codes({"kind": "castle"}) == ["unknown_reward"]
    first = {"kind": "discount_code", "percent": 10, "when": "first_order"}
    assert codes(first, codes_by="shopify") == ["friend_only"]


def test_no_catalogue_has_no_fault() -> None:
    assert list(check_catalogue(a_program().rules)) == []


def test_what_only_a_server_does_needs_one() -> None:
    stamps = {"kind": "custom", "action": "stamps", "name": "double stamps"}

    assert codes(stamps) == ["nobody_told"]
    assert codes(stamps, webhook_url="https://shop.example/goodword") == []
    assert codes({**stamps, "by": "hand"}) == []
