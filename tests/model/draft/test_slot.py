"""What a form's texts mean: amounts, numbers, promises of each kind."""

from typing import Any

import pytest

from referrals.model.draft.slot import KIND_FIELDS, count, minor, slot_of, terms_slots, terms_with
from referrals.model.program.fault import Fault
from referrals.providers.rewards.registry import REWARD_TYPES

PARTS = {"kind": "store_credit", "amount": "", "percent": "", "name": "", "key": ""}


def terms(before: dict[str, Any], **parts: str) -> object:
    return terms_with(PARTS | parts, before, path=("offers", 0, "friend"), currency="EUR")


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [("5", "EUR", 500), ("5.00", "EUR", 500), ("7,5", "EUR", 750), ("500", "JPY", 500)],
)
def test_an_amount_is_read_as_people_write_it(text: str, currency: str, amount: int) -> None:
    assert minor(text, currency, ()) == amount


@pytest.mark.parametrize("text", ["5.001", "-5", "5 euros", "1.000,00", "٥", "9" * 30, "1e3"])
def test_what_is_no_amount_is_a_fault_with_an_example(text: str) -> None:
    fault = minor(text, "EUR", ("budget",))

    assert isinstance(fault, Fault)
    assert fault.remedy == "Write it as 12.00."


@pytest.mark.parametrize("text", ["", "-1", "1.5", "²", "9" * 10])
def test_what_is_no_whole_number_is_a_fault(text: str) -> None:
    assert isinstance(count(text, ()), Fault)


def test_the_form_knows_every_kind_of_reward_and_only_its_fields() -> None:
    assert KIND_FIELDS.keys() == REWARD_TYPES.keys()
    for kind, fields in KIND_FIELDS.items():
        assert set(fields) <= REWARD_TYPES[kind].terms.model_fields.keys()


def test_a_promise_of_the_same_kind_keeps_its_other_fields() -> None:
    before = {"kind": "store_credit", "percent": 10, "round_to_minor": 50}

    assert terms(before, percent="20") == before | {"percent": 20}


def test_another_kind_begins_anew() -> None:
    before = {"kind": "store_credit", "percent": 10, "round_to_minor": 50}

    told = terms(before, kind="points", amount="30", percent="10")

    assert told == {"kind": "points", "amount": 30}


def test_an_amount_takes_the_place_of_steps() -> None:
    before = {"kind": "store_credit", "steps": [{"from_minor": 0, "amount_minor": 100}]}

    assert terms(before, amount="5") == {"kind": "store_credit", "amount_minor": 500}
    assert terms(before) == before


def test_a_fault_finds_the_slot_that_it_is_about() -> None:
    slots = terms_slots(1)
    fault = Fault(("offers", 0, "friend", "percent"), "x", "", "")

    found = slot_of(fault, slots)

    assert found is not None
    assert found.name == "friend_percent_0"
    assert slot_of(Fault(("name",), "x", "", ""), slots) is None
