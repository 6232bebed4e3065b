"""As much of GraphQL as a shop's API needs: fields, aliases, arguments, variables, fragments.

Whatever else stands in a question, and any field that isn't there, is refused in words.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_PART = re.compile(
    r'\.\.\.|"(?:[^"\\]|\\.)*"|\$?[A-Za-z_]\w*|-?\d+(?:\.\d+)?|[{}()\[\]:!,=@]|\S', re.ASCII
)
DEEPEST = 24

type Resolver = Callable[[Mapping[str, Any]], Any]


class GraphqlError(Exception):
    """The text is what the asker is told; `code` is its machine-readable half."""

    def __init__(self, text: str, code: str = "undefinedField") -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class FieldWish:
    alias: str
    name: str
    arguments: dict[str, Any] = field(default_factory=dict)
    parts: "tuple[FieldWish | Fragment, ...]" = ()


@dataclass(frozen=True, slots=True)
class Fragment:
    """Parts that are wished for on one type alone."""

    type_name: str
    parts: "tuple[FieldWish | Fragment, ...]"


def run(query: str, variables: Mapping[str, Any], resolvers: Mapping[str, Resolver]) -> Any:
    """The `data`; raises GraphqlError, and what the resolvers raise."""
    parser = _Parser(list(_words(query)), variables)
    found = {}
    for wish in parser.operation():
        if isinstance(wish, Fragment) or wish.name not in resolvers:
            name = wish.type_name if isinstance(wish, Fragment) else wish.name
            raise GraphqlError(f"Field '{name}' doesn't exist on the root type")
        value = resolvers[wish.name](wish.arguments)
        found[wish.alias] = _select(value, wish)
    return found


def _words(query: str) -> Iterator[str]:
    for line in query.splitlines():
        yield from _PART.findall(line)


@dataclass
class _Parser:
    words: list[str]
    variables: Mapping[str, Any]
    place: int = 0
    depth: int = 0

    def operation(self) -> tuple[FieldWish | Fragment, ...]:
        """One operation, its name and the types of its variables passed over."""
        if self._peek() in ("query", "mutation"):
            while self._peek() not in ("{", "("):
                self._next()
            if self._peek() == "(":
                while self._next() != ")":
                    pass
        parts = self._parts()
        if self.place != len(self.words):
            raise self._fault()
        return parts

    def _peek(self) -> str:
        return self.words[self.place] if self.place < len(self.words) else ""

    def _next(self) -> str:
        word = self._peek()
        if not word:
            raise GraphqlError("The question ends in its middle.", "parseError")
        self.place += 1
        return word

    def _parts(self) -> tuple[FieldWish | Fragment, ...]:
        self._expect("{")
        self.depth += 1
        if self.depth > DEEPEST:
            raise GraphqlError("The question is too deep.", "maxDepth")
        found: list[FieldWish | Fragment] = []
        while self._peek() != "}":
            found.append(self._fragment() if self._peek() == "..." else self._field())
        self._next()
        self.depth -= 1
        return tuple(found)

    def _fragment(self) -> Fragment:
        self._expect("...")
        self._expect("on")
        return Fragment(self._name(), self._parts())

    def _field(self) -> FieldWish:
        alias = name = self._name()
        if self._peek() == ":":
            self._next()
            name = self._name()
        arguments = self._arguments() if self._peek() == "(" else {}
        parts = self._parts() if self._peek() == "{" else ()
        return FieldWish(alias, name, arguments, parts)

    def _arguments(self) -> dict[str, Any]:
        self._expect("(")
        return self._pairs(")")

    def _pairs(self, end: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self._peek() != end:
            if self._peek() == ",":
                self._next()
                continue
            name = self._name()
            self._expect(":")
            found[name] = self._value()
        self._next()
        return found

    def _value(self) -> Any:
        word = self._next()
        if word.startswith("$"):
            return self.variables.get(word[1:])
        if word == "{":
            return self._pairs("}")
        if word == "[":
            return list(self._list())
        if word[0] in '"-0123456789' or word in ("true", "false", "null"):
            return json.loads(word)
        if word.isidentifier():  # A member of an enumeration.
            return word
        raise self._fault()

    def _list(self) -> Iterator[Any]:
        while self._peek() != "]":
            if self._peek() == ",":
                self._next()
            else:
                yield self._value()
        self._next()

    def _name(self) -> str:
        word = self._next()
        if not word.isidentifier():
            raise self._fault()
        return word

    def _expect(self, word: str) -> None:
        if self._next() != word:
            raise self._fault()

    def _fault(self) -> GraphqlError:
        return GraphqlError(f"Something is odd near {self.words[self.place - 1]!r}.", "parseError")


def _select(value: Any, wish: FieldWish) -> Any:
    """Of `value` what was wished for; a list becomes a connection where its nodes are asked for."""
    if isinstance(value, list):
        most = wish.arguments.get("first")
        some = value[:most] if isinstance(most, int) else value
        if any(isinstance(part, FieldWish) and part.name == "nodes" for part in wish.parts):
            ends = {"hasNextPage": len(value) > len(some), "endCursor": None}
            return _select({"nodes": some, "pageInfo": ends}, wish)
        return [_select(each, wish) for each in some]
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    for part in wish.parts:
        found |= _part(value, part)
    return found


def _part(value: dict[str, Any], part: FieldWish | Fragment) -> dict[str, Any]:
    if isinstance(part, Fragment):
        if value.get("__typename") != part.type_name:
            return {}
        return {name: each for one in part.parts for name, each in _part(value, one).items()}
    if part.name not in value:
        raise GraphqlError(f"Field '{part.name}' doesn't exist on this type")
    return {part.alias: _select(value[part.name], part)}
