"""Renders a compiled template: for pages that must start faster than Jinja can be imported.

`make docs` compiles it from the Jinja template beside it (`goodword.page_compiler`): a list of text
that stands as it is, and of steps. Whatever a step writes is escaped; there is no way around it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

type PageStep = str | Sequence[Any]

# As Jinja's own escape has them, so that both ways give the same page; `&` is in the others.
ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "'": "&#39;", '"': "&#34;"}


def render(steps: Sequence[PageStep], values: Mapping[str, Any]) -> str:
    texts: list[str] = []
    _play(steps, values, texts)
    return "".join(texts)


def escape(text: str) -> str:
    for letter, harmless in ESCAPES.items():
        text = text.replace(letter, harmless)
    return text


def _play(steps: Sequence[PageStep], values: Mapping[str, Any], texts: list[str]) -> None:
    for step in steps:
        if isinstance(step, str):
            texts.append(step)
            continue
        match step[0]:
            case "write":
                texts.append(escape(str(_value(step[1], values))))
            case "if":
                _play(step[2] if _value(step[1], values) else step[3], values, texts)
            case "for":
                for each in _value(step[2], values):
                    _play(step[3], {**values, step[1]: each}, texts)


def _value(asked: Sequence[Any], values: Mapping[str, Any]) -> Any:
    """A KeyError or AttributeError for what the page isn't given: our mistake."""
    match asked[0]:
        case "get":
            found = values[asked[1]]
            for name in asked[2:]:
                found = getattr(found, name)
            return found
        case "or":
            return _value(asked[1], values) or _value(asked[2], values)
        case "and":
            return _value(asked[1], values) and _value(asked[2], values)
        case "not":
            return not _value(asked[1], values)
        case "equal":
            return _value(asked[1], values) == asked[2]
    raise AssertionError(f"the compiler writes no {asked[0]}")
