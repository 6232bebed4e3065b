"""What would change between two versions of a program's rules, field by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from referrals.model.errors import RefusedError
from referrals.model.program.fault import Path, spell_path
from referrals.model.program.program import Program, rules_json


class CurrencyFixedError(RefusedError):
    """Balances of people are kept in it already."""

    code = "currency_fixed"


@dataclass(frozen=True, slots=True)
class Difference:
    field: str
    before: Any
    """None where the field is new, as `after` is where it goes."""
    after: Any


def differences(old: Program | None, new: Program) -> tuple[Difference, ...]:
    """Every field whose value differs, in the order of the file; none at all means no change."""
    before = dict(_leaves(rules_json(old), ())) if old else {}
    after = dict(_leaves(rules_json(new), ()))
    fields = [*after, *(field for field in before if field not in after)]
    return tuple(
        Difference(field, before.get(field), after.get(field))
        for field in fields
        if before.get(field) != after.get(field)
    )


def lost_changes(base: Program, current: Program, written: Program) -> tuple[Difference, ...]:
    """What changed between `base` and `current`, and `written` says otherwise."""
    changed = {each.field for each in differences(base, current)}
    return tuple(each for each in differences(current, written) if each.field in changed)


def require_same_currency(old: Program | None, new: Program) -> None:
    if old and old.currency != new.currency:
        raise CurrencyFixedError(
            f"{new.program} has kept its books in {old.currency} since its first version.",
            field="currency",
            remedy="Start a program of another name for another currency.",
        )


def _leaves(value: Any, path: Path) -> Iterator[tuple[str, Any]]:
    match value:
        case dict() if value:
            for name, inner in value.items():
                yield from _leaves(inner, (*path, name))
        case list() if value and isinstance(value[0], dict):
            for place, inner in enumerate(value):
                yield from _leaves(inner, (*path, place))
        case dict():
            return
        case _:
            yield spell_path(path), value
