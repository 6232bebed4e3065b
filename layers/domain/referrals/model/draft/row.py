"""Rows of a form: entries of the rules' lists, with some that are empty, for new ones.

A row is there while its number is: who empties that takes the row out, and the ones below it move
up. What a row has beside its slots stays as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from referrals.model.draft.slot import KIND_FIELDS, Slot, SlotKind, promise_slots, value_at
from referrals.model.program.fault import Fault, Path

MOST_ROWS = 6
"""Of one list that a form shows; others stay as they are."""
NEW_ROWS = 2
type RowPlace = tuple[str, int]


class RowKind(NamedTuple):
    field: str
    """The list in the rules."""
    word: str
    """What names of its slots begin with."""
    label: str
    title: str
    """The field that has its name; empty where it has none."""
    number: str
    """The field that a row is there by."""
    promise: str
    kinds: tuple[str, ...]
    most: int
    """Rows that the rules may have."""


_REWARDS = ("", *KIND_FIELDS)
_GOODS = ("", "discount_code", "free_gift", "gift_card", "donation", "custom")
ROW_KINDS: tuple[RowKind, ...] = (
    RowKind("tiers", "tier", "Tier", "name", "at", "advocate", _REWARDS, 10),
    RowKind("milestones", "milestone", "Milestone", "", "at", "reward", _REWARDS, MOST_ROWS),
    RowKind("catalogue", "good", "Points buy", "item", "points", "gives", _GOODS, 50),
)

_FIELDS = frozenset(kind.field for kind in ROW_KINDS)


def row_slots(kind: RowKind, known: int) -> tuple[Slot, ...]:
    """Of a list with so many rows; the last ones are for new rows, where there is room."""
    return tuple(
        slot for place in range(row_count(kind, known)) for slot in _slots_of_row(kind, place)
    )


def row_count(kind: RowKind, known: int) -> int:
    return min(known + NEW_ROWS, MOST_ROWS, kind.most)


def row_slot_name(kind: RowKind, part: str, place: int) -> str:
    return f"{kind.word}_{part}_{place}"


def _slots_of_row(kind: RowKind, place: int) -> tuple[Slot, ...]:
    label = f"{kind.label} {place + 1}"
    at: Path = (kind.field, place)
    number = row_slot_name(kind, "at", place)
    slots = [Slot(number, f"{label}: number", (*at, kind.number), SlotKind.COUNT, most=9)]
    if kind.title:
        name = row_slot_name(kind, "title", place)
        slots.append(Slot(name, f"{label}: name", (*at, kind.title), SlotKind.TEXT, most=40))
    promise = promise_slots(
        kind.word, place, path=(*at, kind.promise), label=label, kinds=kind.kinds
    )
    return (*slots, *promise)


def row_of(slot: Slot) -> RowPlace | None:
    """The row that a slot belongs to, as its list and its place there; None for no list's."""
    if len(slot.path) > 1 and slot.path[0] in _FIELDS and isinstance(slot.path[1], int):
        return str(slot.path[0]), slot.path[1]
    return None


def absent_rows(
    slots: Sequence[Slot], texts: Mapping[str, str], rules: dict[str, Any]
) -> frozenset[RowPlace]:
    """Rows of the form that the rules have no more, or not yet: without a number, and either known
    or empty as a whole. What is new and has anything but its number lacks that."""
    filled = {row_of(slot) for slot in slots if texts[slot.name]}
    numbers = {(kind.field, kind.number) for kind in ROW_KINDS}
    return frozenset(
        row
        for slot in slots
        if (row := row_of(slot)) and (row[0], slot.path[-1]) in numbers and not texts[slot.name]
        if value_at(rules, row) is not None or row not in filled
    )


def open_row(rules: dict[str, Any], slot: Slot) -> None:
    """A new row is made where a slot of it was filled in."""
    if row := row_of(slot):
        rows = rules.setdefault(row[0], [])
        rows += ({} for _ in range(row[1] + 1 - len(rows)))


def drop_rows(rules: dict[str, Any], absent: frozenset[RowPlace]) -> None:
    for field in {field for field, _ in absent}:
        rows = rules.get(field) or []
        rules[field] = [row for place, row in enumerate(rows) if (field, place) not in absent]


def fault_on_form(fault: Fault, absent: frozenset[RowPlace]) -> Fault:
    """A fault of the rules at the row that the form has it in."""
    field, place = (*fault.path, None, None)[:2]
    if field not in _FIELDS or not isinstance(place, int):
        return fault
    kept = [row for row in range(place + len(absent) + 1) if (field, row) not in absent]
    return replace(fault, path=(field, kept[place], *fault.path[2:]))
