"""A fault: one field of something a person wrote that cannot be taken, and what to write instead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

_REMEDIES = {
    "missing": "Add it.",
    "extra_forbidden": "Remove it, or check its spelling.",
    "int_type": "Write a whole number, without quotes or decimals.",
    "int_from_float": "Write a whole number, without quotes or decimals.",
    "int_parsing": "Write a whole number.",
    "string_type": "Write it as text, in quotes if it looks like a number.",
    "bool_type": "Write true or false.",
    "bool_parsing": "Write true or false.",
    "model_type": "Write an object with its fields.",
    "model_attributes_type": "Write an object with its fields.",
    "dict_type": "Write an object with its fields.",
    "tuple_type": "Write a list.",
    "list_type": "Write a list.",
    "json_invalid": "Send valid JSON.",
    "too_short": "Give at least {min_length}.",
    "too_long": "Give at most {max_length}.",
    "string_too_short": "Use at least {min_length} characters.",
    "string_too_long": "Use at most {max_length} characters.",
    "string_pattern_mismatch": "It must match {pattern}.",
    "greater_than_equal": "Use {ge} or more.",
    "greater_than": "Use more than {gt}.",
    "less_than_equal": "Use {le} or less.",
    "less_than": "Use less than {lt}.",
    "literal_error": "Use {expected}.",
    "enum": "Use {expected}.",
    "datetime_from_date_parsing": "Write it as 2026-11-22T09:30:00Z.",
    "datetime_parsing": "Write it as 2026-11-22T09:30:00Z.",
    "datetime_type": "Write it as 2026-11-22T09:30:00Z.",
    "timezone_aware": "Add the time zone, as in 2026-11-22T09:30:00Z.",
    "date_from_datetime_parsing": "Write it as 2026-11-22.",
    "date_parsing": "Write it as 2026-11-22.",
    "date_type": "Write it as 2026-11-22.",
}


type Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    path: Path
    code: str
    message: str
    remedy: str

    @property
    def field(self) -> str:
        return spell_path(self.path)


def spell_path(path: Path) -> str:
    """`offers[0].friend.percent`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def faults_of(errors: Iterable[Mapping[str, Any]], known: Sequence[str] = ()) -> tuple[Fault, ...]:
    """pydantic's errors in our words; `known` fields help to guess what a stranger should be."""
    return tuple(_fault(error, known) for error in errors)


def _fault(error: Mapping[str, Any], known: Sequence[str]) -> Fault:
    path: Path = tuple(error["loc"])
    kind, details = str(error["type"]), error.get("ctx") or {}
    message = str(error["msg"]).removeprefix("Value error, ")
    if kind == "value_error":
        return _of_validator(path, message)
    remedy = _REMEDIES.get(kind, "").format_map(_Known(details))
    if kind == "extra_forbidden":
        message = "this field is not known"
        near = get_close_matches(str(path[-1]), known, n=1)
        remedy = f"Did you mean {near[0]}?" if near else remedy
    return Fault(path, kind, _sentence(message), remedy)


def _of_validator(path: Path, message: str) -> Fault:
    """Our own validators say `field: what to do`, the field only where pydantic can't know it."""
    field, colon, rest = message.partition(": ")
    if colon and field.isidentifier():
        path, message = (*path, field), rest
    return Fault(path, "value_error", "this value cannot be used.", _sentence(message, upper=True))


def _sentence(text: str, *, upper: bool = False) -> str:
    first = text[:1].upper() if upper else text[:1].lower()
    return f"{first}{text[1:].removesuffix('.')}."


class _Known(dict[str, Any]):
    """Leaves a placeholder empty where pydantic gave no figure."""

    def __missing__(self, key: str) -> str:
        return ""
