"""Rows of tiers, milestones and the catalogue: made, changed, taken out, faulty at their place."""

from typing import Any

import pytest

from referrals.model.draft.merge import draft_of, texts_of
from referrals.model.draft.row import (
    MOST_ROWS,
    ROW_KINDS,
    absent_rows,
    drop_rows,
    fault_on_form,
    open_row,
    row_count,
    row_of,
    row_slots,
)
from referrals.model.draft.slot import slot_of
from referrals.model.program.fault import Fault
from referrals.model.program.program import rules_json
from referrals.pages.console.program_form import program_slots
from referrals.steps.program.check_draft import check_draft
from tests.world import rules

CREDIT = {"kind": "store_credit", "amount_minor": 700}
GOLD = {"name": "gold", "at": 10, "advocate": CREDIT, "counts_from": "2027-01-01"}
SILVER = {"name": "silver", "at": 5, "advocate": CREDIT}
TOTE = {"kind": "free_gift", "sku": "TOTE"}
FULL = rules(tiers=[SILVER, GOLD], milestones=[{"at": 3, "reward": TOTE}])


def drafted(current: Any, **texts: str) -> tuple[dict[str, Any], list[str]]:
    """The rules as they would be written, and the slots at which something is wrong."""
    slots = program_slots(current)
    every = texts_of(slots, current) | texts
    written, unread = draft_of(slots, every, current)
    _, faults = check_draft(written)
    absent = absent_rows(slots, every, rules_json(current))
    told = (*unread, *(fault_on_form(each, absent) for each in faults))
    return written, [slot.name for each in told if (slot := slot_of(each, slots))]


def test_a_row_that_is_left_alone_stays_with_all_it_has() -> None:
    assert drafted(FULL) == (rules_json(FULL), [])


def test_a_new_row_is_written_as_a_file_has_it() -> None:
    texts = {
        "tier_at_0": "5",
        "tier_title_0": "silver",
        "tier_kind_0": "store_credit",
        "tier_amount_0": "7",
        "milestone_at_0": "3",
        "milestone_kind_0": "free_gift",
        "milestone_key_0": "TOTE",
        "good_at_1": "800",
        "good_title_1": "tote",
        "good_kind_1": "free_gift",
        "good_key_1": "TOTE",
    }

    written, faults = drafted(rules(), **texts)

    assert faults == []
    assert written["tiers"] == [SILVER]
    assert written["milestones"] == [{"at": 3, "reward": TOTE}]
    assert written["catalogue"] == [{"item": "tote", "points": 800, "gives": TOTE}]


def test_a_row_goes_with_its_number_whatever_else_it_says() -> None:
    written, faults = drafted(FULL, tier_at_0="", tier_amount_0="a lot")

    assert faults == []
    assert [each["name"] for each in written["tiers"]] == ["gold"]
    assert written["tiers"][0]["counts_from"] == "2027-01-01"


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        ({"tier_at_2": "20"}, ["tier_title_2", "tier_kind_2"]),
        ({"tier_title_2": "best", "tier_kind_2": "points", "tier_amount_2": "5"}, ["tier_at_2"]),
        ({"tier_at_0": "ten"}, ["tier_at_0"]),
        ({"tier_at_0": "", "tier_percent_1": "200", "tier_amount_1": ""}, ["tier_percent_1"]),
        ({"milestone_kind_0": ""}, ["milestone_kind_0"]),
        ({"milestone_at_0": "0"}, ["milestone_at_0"]),
        ({"good_at_0": "5", "good_title_0": "a b", "good_kind_0": "free_gift"}, ["good_title_0"]),
    ],
)
def test_what_is_wrong_with_a_row_stands_at_its_field(
    texts: dict[str, str], wrong: list[str]
) -> None:
    _, faults = drafted(FULL, **texts)

    assert set(wrong) <= set(faults)
    assert {name[-1] for name in faults} == {name[-1] for name in wrong}


def test_a_row_that_lacks_much_hides_no_other_fault() -> None:
    _, faults = drafted(rules(), good_at_0="x", friend_percent_0="300")

    assert {"good_at_0", "good_title_0", "good_kind_0", "friend_percent_0"} <= set(faults)


def test_a_list_shows_so_many_rows_and_keeps_the_rest() -> None:
    kind = ROW_KINDS[2]
    goods = [{"item": f"bag-{each}", "points": 5, "gives": TOTE} for each in range(9)]
    current = rules(catalogue=goods)

    written, faults = drafted(current, good_at_0="9")

    assert row_count(kind, 9) == MOST_ROWS
    assert {row_of(slot) for slot in row_slots(kind, 9)} == {("catalogue", n) for n in range(6)}
    assert (faults, len(written["catalogue"]), written["catalogue"][0]["points"]) == ([], 9, 9)


def test_rows_are_opened_and_dropped_by_their_places() -> None:
    slots = row_slots(ROW_KINDS[0], 1)
    written: dict[str, Any] = {"tiers": [{"name": "a"}]}

    open_row(written, next(slot for slot in slots if row_of(slot) == ("tiers", 1)))
    drop_rows(written, frozenset({("tiers", 0)}))

    assert written == {"tiers": [{}]}
    moved = fault_on_form(Fault(("tiers", 0, "at"), "x", "", ""), frozenset({("tiers", 0)}))
    assert moved.path == ("tiers", 1, "at")
