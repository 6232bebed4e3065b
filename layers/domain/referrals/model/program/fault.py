"""A fault: one field of what a person wrote that cannot be taken, and what to write instead."""

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
    "string_pattern_mismatch": "Write it as {pattern}.",
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
_MESSAGES = {
    "missing": "this field is missing",
    "extra_forbidden": "this field is not known",
    "literal_error": "this is not one of the choices",
    "enum": "this is not one of the choices",
    "string_pattern_mismatch": "this text has another form than it needs",
    "json_invalid": "this is not JSON",
    "int_type": "this is not a whole number",
    "int_from_float": "this is not a whole number",
    "int_parsing": "this is not a whole number",
    "string_type": "this is not text",
    "bool_type": "this is neither true nor false",
    "bool_parsing": "this is neither true nor false",
    "model_type": "this has no fields of its own",
    "model_attributes_type": "this has no fields of its own",
    "dict_type": "this has no fields of its own",
    "tuple_type": "this is not a list",
    "list_type": "this is not a list",
    "too_short": "this is too few",
    "too_long": "this is too many",
    "string_too_short": "this text is too short",
    "string_too_long": "this text is too long",
    "greater_than_equal": "this is too little",
    "greater_than": "this is too little",
    "less_than_equal": "this is too much",
    "less_than": "this is too much",
    "date_from_datetime_parsing": "this is not a day",
    "date_parsing": "this is not a day",
    "date_type": "this is not a day",
    "datetime_from_date_parsing": "this is not a moment",
    "datetime_parsing": "this is not a moment",
    "datetime_type": "this is not a moment",
    "timezone_aware": "this moment has no time zone",
}

# What a pattern asks for, in words.
_FORMS = {
    "^[a-z0-9][a-z0-9-]{1,39}$": "2 to 40 small letters, digits and hyphens, such as friends-2",
    "^[a-z0-9][a-z0-9-]{0,39}$": "1 to 40 small letters, digits and hyphens, such as first",
    r"^[0-9]{1,7}(\.[0-9]{1,10})?$": 'a number in quotes, such as "1.08"',
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
    sentence = str(error["msg"]).removeprefix("Value error, ")
    if kind == "value_error":
        return _of_validator(path, sentence)
    message = _MESSAGES.get(kind) or f"{sentence[:1].lower()}{sentence[1:]}"
    if (pattern := details.get("pattern")) in _FORMS:
        details = {**details, "pattern": _FORMS[str(pattern)]}
    remedy = _REMEDIES.get(kind, "").format_map(_FigureMap(details))
    near = get_close_matches(str(path[-1]), known, n=1) if kind == "extra_forbidden" else []
    if near == [str(path[-1])]:
        # A field that belongs elsewhere, right in its letters.
        return Fault(path, kind, "this field is not known here.", "Look where it belongs.")
    return Fault(path, kind, f"{message}.", f"Did you mean {near[0]}?" if near else remedy)


def _of_validator(path: Path, sentence: str) -> Fault:
    """Our own validators say `field: what is wrong; what to do`, each part only where needed."""
    field, colon, rest = sentence.partition(": ")
    if colon and field.isidentifier():
        path, sentence = (*path, field), rest
    message, semicolon, remedy = sentence.partition("; ")
    if not semicolon:
        message, remedy = "this value cannot be used", sentence
    return Fault(path, "value_error", f"{message}.", f"{remedy[:1].upper()}{remedy[1:]}.")


class _FigureMap(dict[str, Any]):
    """Leaves a placeholder empty where pydantic gave no figure."""

    def __missing__(self, key: str) -> str:
        return ""
