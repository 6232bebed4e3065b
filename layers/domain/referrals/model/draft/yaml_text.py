"""Rules as YAML without a library: what `goodword program plan` and `apply` read."""

import json
import re
from typing import Any

# Read as itself by every reader of YAML, old or new: no number, no date, no yes or no.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./ -]{0,79}(?<! )")
_WORDS = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n"])


def yaml_text(value: dict[str, Any]) -> str:
    """Of plain JSON values."""
    return "\n".join(_lines(value, "")) + "\n"


def _lines(value: Any, indent: str) -> list[str]:
    lines = []
    if isinstance(value, dict):
        for name, inner in value.items():
            lines += _entry(f"{indent}{_scalar(name)}:", inner, indent + "  ")
        return lines
    for inner in value:
        if _is_block(inner):
            first, *rest = _lines(inner, indent + "  ")
            lines += [f"{indent}- {first.lstrip()}", *rest]
        else:
            lines.append(f"{indent}- {_scalar(inner)}")
    return lines


def _entry(head: str, value: Any, indent: str) -> list[str]:
    return [head, *_lines(value, indent)] if _is_block(value) else [f"{head} {_scalar(value)}"]


def _is_block(value: Any) -> bool:
    return isinstance(value, dict | list) and bool(value)


def _scalar(value: Any) -> str:
    """A text that could be read as something else stands in quotes, as JSON has them."""
    plain = isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _WORDS
    if plain:
        return str(value)
    return "".join(map(_visible, json.dumps(value, ensure_ascii=False)))


def _visible(letter: str) -> str:
    """Nothing hidden, which some readers take for the end of a line."""
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"
