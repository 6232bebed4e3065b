"""A draft: rules as somebody would have them, made of what a form says and what holds now.

The form was filled in on some version. What its writer left alone there follows whatever others
applied since; what both changed is told.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from referrals.model.draft.row import absent_rows, drop_rows, open_row, row_of
from referrals.model.draft.slot import Slot, SlotKind, terms_with, text_of, value_at, value_of
from referrals.model.program.fault import Fault, Path
from referrals.model.program.program import Program, rules_json

INVITATION_DAYS: Path = ("join", "invitation", "after_days")
"""Where nothing is said of days, nobody is invited."""
# Limits of an advocate's: where nothing is limited the whole of it goes.
_PER_ADVOCATE: Path = ("limits", "per_advocate")


class Merge(NamedTuple):
    texts: dict[str, str]
    clashes: tuple[Slot, ...]
    """Slots that others changed, too, to something else."""


def texts_of(slots: Sequence[Slot], rules: Program) -> dict[str, str]:
    known = rules_json(rules)
    return {slot.name: text_of(slot, known, rules.currency) for slot in slots}


def merge_texts(
    slots: Sequence[Slot], typed: Mapping[str, str], *, base: Program, current: Program
) -> Merge:
    """`typed` on the version `base`, seen from the one that holds; a slot that isn't typed is as
    it was."""
    before, now = texts_of(slots, base), texts_of(slots, current)
    own = {name: text for name, text in typed.items() if before.get(name, text) != text}
    clashes = tuple(
        slot
        for slot in slots
        if slot.name in own and now[slot.name] not in (before[slot.name], own[slot.name])
    )
    return Merge({**now, **own}, clashes)


def draft_of(
    slots: Sequence[Slot], texts: Mapping[str, str], current: Program
) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """The rules with what the texts change, as they would stand in a file; and what can't be
    read."""
    now, faults = texts_of(slots, current), list[Fault]()
    rules = deepcopy(rules_json(current))
    absent = absent_rows(slots, texts, rules)
    changed = [
        slot for slot in slots if texts[slot.name] != now[slot.name] and row_of(slot) not in absent
    ]
    for slot in changed:
        open_row(rules, slot)
        if slot.kind is not SlotKind.TERMS:
            _put(rules, slot, value_of(slot, texts[slot.name], current.currency), faults)
    for path in dict.fromkeys(slot.path for slot in changed if slot.kind is SlotKind.TERMS):
        parts = {slot.part: texts[slot.name] for slot in slots if slot.path == path}
        before = value_at(rules, path) or {}
        told = terms_with(parts, before, path=path, currency=current.currency)
        if isinstance(told, Fault):
            faults.append(told)
        else:
            _inside(rules, path[:-1])[path[-1]] = told
    drop_rows(rules, absent)
    limit = value_at(rules, _PER_ADVOCATE)
    if limit and limit.get("count") is None and limit.get("at_most_minor") is None:
        rules["limits"]["per_advocate"] = None
    if value_at(rules, INVITATION_DAYS) is None:
        rules["join"]["invitation"] = None
    return rules, tuple(faults)


def kept_fields(slots: Sequence[Slot], rules: Program) -> tuple[str, ...]:
    """What these rules say beyond the usual and the form has no slot for: it stays as it is."""
    usual = {name: field.get_default() for name, field in Program.model_fields.items()}
    shown = {slot.path[0] for slot in slots}
    return tuple(
        name
        for name in Program.model_fields
        if name not in shown | {"program", "name", "currency", "destination", "allowed_hosts"}
        and getattr(rules, name) not in (usual[name], {}, ())
    )


def _put(rules: dict[str, Any], slot: Slot, value: Any, faults: list[Fault]) -> None:
    if isinstance(value, Fault):
        faults.append(value)
        return
    place = _inside(rules, slot.path[:-1])
    if slot.dropped and value is None:
        place.pop(slot.path[-1], None)
        _drop_empty(rules, slot.path[:-1])
    else:
        place[slot.path[-1]] = value


def _inside(rules: dict[str, Any], path: Path) -> Any:
    """The place of a field; what isn't there yet is made."""
    found: Any = rules
    for part in path:
        if isinstance(found, dict) and not isinstance(found.get(part), dict | list):
            found[part] = {}
        found = found[part]
    return found


def _drop_empty(rules: dict[str, Any], path: Path) -> None:
    while path and value_at(rules, path) == {}:
        _inside(rules, path[:-1]).pop(path[-1])
        path = path[:-1]
