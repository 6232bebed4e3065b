"""Just enough of GraphQL to answer a question in its own words: fields, aliases, arguments.

A field that the kept data does not have is refused, as a server with a schema does.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_PART = re.compile(r"[{}()]|[A-Za-z_]\w*\s*:|\$?[A-Za-z_]\w*|-?\d+|!|,")


class UnknownFieldError(Exception):
    """The text is what a server would say."""


@dataclass
class Field:
    alias: str
    name: str
    arguments: dict[str, str] = field(default_factory=dict)
    parts: "list[Field]" = field(default_factory=list)


def parse(query: str) -> list[Field]:
    """The outermost fields; the names and kinds of the variables are passed over."""
    words = iter(_PART.findall(query[query.index("{") :] if "(" not in query else _body(query)))
    assert next(words) == "{"
    return list(_fields(words))


def _body(query: str) -> str:
    return query[query.index("{", query.index(")")) :]


def _fields(words: Iterator[str]) -> Iterator[Field]:
    """Up to the closing brace."""
    made: list[Field] = []
    for word in words:
        if word == "}":
            break
        if word == "{":
            made[-1].parts = list(_fields(words))
        elif word == "(":
            made[-1].arguments = _arguments(words)
        elif word.endswith(":"):
            made.append(Field(word[:-1].strip(), next(words)))
        else:
            made.append(Field(word, word))
    yield from made


def _arguments(words: Iterator[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in words:
        if word == ")":
            break
        if word.endswith(":"):
            found[word[:-1].strip()] = next(words)
    return found


def answer_fields(kept: Any, fields: list[Field], variables: Mapping[str, Any]) -> Any:
    """What the fields ask of `kept`; lists under a `first` become connections where they are."""
    if isinstance(kept, list):
        return [answer_fields(each, fields, variables) for each in kept]
    if kept is None or not fields:
        return kept
    told: dict[str, Any] = {}
    for each in fields:
        if each.name not in kept:
            raise UnknownFieldError(f"Field '{each.name}' doesn't exist on this type")
        value = _first(kept[each.name], each, variables)
        told[each.alias] = answer_fields(value, each.parts, variables)
    return told


def _first(value: Any, asked: Field, variables: Mapping[str, Any]) -> Any:
    """At most so many, as a connection where the question asks for its nodes."""
    if "first" not in asked.arguments or not isinstance(value, list):
        return value
    most = int(variables[asked.arguments["first"].removeprefix("$")])
    if not any(part.name == "nodes" for part in asked.parts):
        return value[:most]
    return {"nodes": value[:most], "pageInfo": {"hasNextPage": len(value) > most}}
