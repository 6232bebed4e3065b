"""What credit and points may become, and the code that it is at the till."""

import pytest

from referrals.model.redemption.exchange import (
    ItemNotFoundError,
    NoTillError,
    credit_terms,
    exchange_text,
    find_item,
    require_till,
)
from tests.world import a_program

KEY = b"k" * 32
CATALOGUE = [{"item": "tote", "points": 500, "gives": {"kind": "free_gift", "sku": "TOTE"}}]


def test_a_code_follows_from_the_redemption_and_the_attempt() -> None:
    first = exchange_text(KEY, "rdm_1")

    assert first == exchange_text(KEY, "rdm_1")
    assert len({first, exchange_text(KEY, "rdm_1", 2), exchange_text(KEY, "rdm_2")}) == 3
    assert first.isascii()
    assert first.isupper()


def test_an_item_is_found_by_its_name() -> None:
    rules = a_program(catalogue=CATALOGUE).rules

    assert find_item(rules, "tote").points == 500
    with pytest.raises(ItemNotFoundError):
        find_item(rules, "car")


def test_a_code_needs_a_till_and_a_thing_does_not() -> None:
    rules = a_program().rules

    require_till({"kind": "free_gift", "sku": "TOTE"}, rules)
    require_till(credit_terms(500), a_program(codes_by="stripe").rules)
    with pytest.raises(NoTillError):
        require_till(credit_terms(500), rules)


def test_two_items_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="a name of its own"):
        a_program(catalogue=CATALOGUE * 2)
