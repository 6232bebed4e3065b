"""Answering a question in GraphQL out of plain data: parsed by graphql-core, without a schema.

A field that isn't there is refused in words, as a server with a schema refuses it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    FieldNode,
    GraphQLSyntaxError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    Undefined,
    parse,
    value_from_ast_untyped,
)

DEEPEST, LONGEST, MOST_WORDS = 24, 20_000, 2_000

type Resolver = Callable[[Mapping[str, Any]], Any]
type Variables = dict[str, Any]


class GraphqlError(Exception):
    """The text is what the asker is told; `code` is its machine-readable half."""

    def __init__(self, text: str, code: str = "undefinedField") -> None:
        super().__init__(text)
        self.code = code


def run(query: str, variables: Mapping[str, Any], resolvers: Mapping[str, Resolver]) -> Any:
    """The `data`; raises GraphqlError, and what the resolvers raise."""
    operation = _operation(query)
    declared = {each.variable.name.value: None for each in operation.variable_definitions or ()}
    values = {**declared, **variables}
    found = {}
    for part in operation.selection_set.selections:
        if not isinstance(part, FieldNode) or part.name.value not in resolvers:
            raise GraphqlError(f"Field '{_name(part)}' doesn't exist on the root type")
        value = resolvers[part.name.value](_arguments(part, values))
        found[_alias(part)] = _select(value, part, values)
    return found


def _operation(query: str) -> OperationDefinitionNode:
    """The only one there is, whatever its name."""
    if query.count("{") > DEEPEST * 4 or _depth(query) > DEEPEST:
        raise GraphqlError("The question is too deep.", "maxDepth")
    try:
        found = parse(query[:LONGEST], max_tokens=MOST_WORDS, no_location=True).definitions
    except GraphQLSyntaxError as error:
        raise GraphqlError(error.message, "parseError") from error
    if len(found) != 1 or not isinstance(found[0], OperationDefinitionNode):
        raise GraphqlError("One question at a time, without named fragments.", "parseError")
    return found[0]


def _depth(query: str) -> int:
    """At the most; braces in texts count as well, which does no harm."""
    deepest = depth = 0
    for sign in query:
        depth += (sign in "{[(") - (sign in "}])")
        deepest = max(deepest, depth)
    return deepest


def _name(part: SelectionNode) -> str:
    return part.name.value if isinstance(part, FieldNode) else "..."


def _alias(part: FieldNode) -> str:
    return part.alias.value if part.alias else part.name.value


def _arguments(part: FieldNode, values: Variables) -> Variables:
    found = {
        each.name.value: value_from_ast_untyped(each.value, values) for each in part.arguments or ()
    }
    return {name: value for name, value in found.items() if value is not Undefined}


def _parts(part: FieldNode | InlineFragmentNode) -> tuple[SelectionNode, ...]:
    chosen = part.selection_set
    return tuple(chosen.selections) if chosen else ()


def _select(value: Any, wish: FieldNode, values: Variables) -> Any:
    """Of `value` what was wished for; a list becomes a connection where its nodes are asked for."""
    if isinstance(value, list):
        most = _arguments(wish, values).get("first")
        some = value[:most] if isinstance(most, int) else value
        if any(_name(part) == "nodes" for part in _parts(wish)):
            ends = {"hasNextPage": len(value) > len(some), "endCursor": None}
            return _select({"nodes": some, "pageInfo": ends}, wish, values)
        return [_select(each, wish, values) for each in some]
    if not isinstance(value, dict):
        return value
    found: dict[str, Any] = {}
    for part in _parts(wish):
        found |= _part(value, part, values)
    return found


def _part(value: dict[str, Any], part: SelectionNode, values: Variables) -> dict[str, Any]:
    if isinstance(part, InlineFragmentNode):
        kind = part.type_condition.name.value if part.type_condition else value.get("__typename")
        if value.get("__typename") != kind:
            return {}
        return {k: v for one in _parts(part) for k, v in _part(value, one, values).items()}
    name = _name(part)
    if not isinstance(part, FieldNode) or name not in value:
        raise GraphqlError(f"Field '{name}' doesn't exist on this type")
    return {_alias(part): _select(value[name], part, values)}
