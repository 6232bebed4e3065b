"""moto, hurried along: what it works out again and again is worked out once.

The answers and refusals stay the same; `tests/store` asks AWS's own DynamoDB Local beside them.
Where the time went: an update's expression was read twice, copied twice, and checked from each of
its parts on; an item's size was summed up for each attribute; refusals were written as XML.
"""

import json
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.core.models import MockAWS, botocore_stubber, responses_mock
from moto.dynamodb import responses
from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.exceptions import ItemSizeTooLarge
from moto.dynamodb.models import utilities
from moto.dynamodb.models.dynamo_type import DynamoType, LimitedSizeDict
from moto.dynamodb.models.utilities import bytesize
from moto.dynamodb.parsing import ast_nodes, executors, expressions, validators
from moto.dynamodb.parsing.reserved_keywords import ReservedKeywords
from werkzeug.exceptions import HTTPException

Node: Any = vars(ast_nodes)["Node"]
DepthFirstTraverser: Any = vars(ast_nodes)["DepthFirstTraverser"]
UpdateExpressionParser: Any = vars(expressions)["UpdateExpressionParser"]
MOST_BYTES = 405_000
"""moto's own limit of an item."""


@cache
def is_node(kind: Any) -> bool:
    return issubclass(kind, Node)


def copy_node(node: Any, parent: Any = None) -> Any:
    """A tree of an expression anew; its leaves are text and numbers."""
    made = object.__new__(type(node))
    made.__dict__.update(node.__dict__)
    made.parent = parent
    if node.children is not None:
        made.children = [
            copy_node(child, made) if is_node(child.__class__) else child for child in node.children
        ]
    return made


@cache
def processed_kind(kind: Any, among: tuple[Any, ...]) -> Any:
    """The first of those that such a node is; nothing when it is none."""
    return next((each for each in among if issubclass(kind, each)), None)


def traverse(self: Any, node: Any) -> Any:
    """As `DepthFirstTraverser` does, asking once for each kind of node."""
    processors = self._processing_map()
    among = tuple(processors)

    def walk(node: Any, place: int = -1) -> Any:
        kind: Any = node.__class__
        if not is_node(kind):
            return node
        parent = node.parent
        for number, child in enumerate(node.children or ()):
            self.pre_processing_of_child(node, number)
            walk(child, number)
        found = processed_kind(kind, among)
        if found is None:
            return node
        node = processors[found](node)
        node.parent = parent
        if parent:
            parent.children[place] = node
        return node

    return walk(node)


def traverse_root(self: Any, node: Any) -> Any:
    """Of a rule about all clauses together: the root has them all."""
    return self.process(node)


def quick_parser() -> Callable[..., Any]:
    real: Any = UpdateExpressionParser.make.__func__

    @cache
    def tree(text: str) -> Any:
        return real(UpdateExpressionParser, text)

    return lambda _, text: tree(text)


def quick_lexer() -> Callable[..., Any]:
    real: Any = ConditionExpressionParser._lex_condition_expression

    @cache
    def nodes(text: str) -> tuple[Any, ...]:
        return tuple(real(ConditionExpressionParser(text, None, None)))

    return lambda self: deque(nodes(self.condition_expression))


def size_of(value: Any) -> int:
    return int(value.size() if type(value) is DynamoType else bytesize(str(value)))


def measure(attributes: Any) -> int:
    return sum(map(size_of, (*attributes.keys(), *attributes.values())))


def set_attribute(self: Any, key: str, value: Any) -> None:
    """At most `self.bound` bytes so far: only what comes near the limit is measured anew."""
    added = bytesize(key) + size_of(value)
    bound = self.__dict__.get("bound")
    if bound is None or bound + added > MOST_BYTES:
        bound = measure(self)
    if bound + added > MOST_BYTES:
        raise ItemSizeTooLarge
    self.bound = bound + added
    dict.__setitem__(self, key, value)


def regular_json(self: Any) -> dict[str, Any]:
    """A value and what lies within it, each copied once: moto copies all of it at each depth."""
    value = self.value
    if isinstance(value, dict):
        return {self.type: {name: inner_json(inner) for name, inner in value.items()}}
    if isinstance(value, list):
        return {self.type: [inner_json(inner) for inner in value]}
    if self.type == "B" and isinstance(value, str):
        return {"B": b64decode(value)}
    return {self.type: value}


def inner_json(inner: Any) -> Any:
    return regular_json(inner) if inner.__class__ is DynamoType else deepcopy(inner)


def quick_dict() -> Callable[[Any], Any]:
    """Items as plain data; what is rare is left to moto."""
    real: Any = utilities.dynamo_to_dict

    def plain(thing: Any) -> Any:
        kind = thing.__class__
        if kind is str:
            return thing
        if kind is dict:
            return {name: plain(inner) for name, inner in thing.items()}
        if kind is list:
            return [plain(inner) for inner in thing]
        if kind is DynamoType and thing.type not in ("B", "BS"):
            return {thing.type: plain(thing.value)}
        return real(thing)

    return plain


def quick_executor() -> Callable[..., None]:
    real: Any = executors.UpdateExpressionExecutor.execute

    def execute(self: Any, node: Any = None) -> None:
        if node is None:
            # What lies within an attribute grows unseen.
            self.item.attrs.__dict__.pop("bound", None)
        real(self, node)

    return execute


def refuse(self: Any, error_type: str, message: str, _: str = "", **__: Any) -> None:
    HTTPException.__init__(self)
    self.error_type, self.message = error_type, message
    self.description = json.dumps({"__type": error_type, "message": message})
    self.content_type = "application/json"


def quick_patching() -> Callable[..., None]:
    """The addresses that moto listens at: listed for the first account, and kept."""
    real: Any = MockAWS._enable_patching
    registry: Any = responses_mock
    kept: dict[str, list[Any]] = {}

    def enable(self: Any, reset: bool = True) -> None:
        if not (kept and reset):
            real(self, reset)
            kept.update({m: list(r) for m, r in registry._registry._registered.items()})
            return
        botocore_stubber.enabled = True
        self.reset()
        responses_mock.start()
        for method, places in kept.items():
            registry._registry._registered[method].extend(places)

    return enable


@cache
def ways() -> tuple[tuple[Any, str, Any, Any], ...]:
    """Where, what, moto's own way, and the quick one."""
    quick: tuple[tuple[Any, str, Any], ...] = (
        (Node, "__deepcopy__", lambda self, _: copy_node(self)),
        (DepthFirstTraverser, "traverse", traverse),
        (validators.ActionCountValidator, "traverse", traverse_root),
        (validators.OverlappingPathsValidator, "traverse", traverse_root),
        (UpdateExpressionParser, "make", classmethod(quick_parser())),
        (ConditionExpressionParser, "_lex_condition_expression", quick_lexer()),
        (LimitedSizeDict, "__setitem__", set_attribute),
        (executors.UpdateExpressionExecutor, "execute", quick_executor()),
        (DynamoType, "to_regular_json", regular_json),
        (utilities, "dynamo_to_dict", quick_dict()),
        (responses, "dynamo_to_dict", quick_dict()),
        (JsonRESTError, "__init__", refuse),
        (ReservedKeywords, "KEYWORDS", frozenset(ReservedKeywords.get_reserved_keywords())),
        (MockAWS, "_enable_patching", quick_patching()),
    )
    return tuple((kind, name, vars(kind).get(name), way) for kind, name, way in quick)


def make_moto_quick() -> None:
    """For the life of the process."""
    for kind, name, _, quick in ways():
        setattr(kind, name, quick)


@contextmanager
def plain_moto() -> Iterator[None]:
    """As it comes."""
    for kind, name, plain, _ in ways():
        delattr(kind, name) if plain is None else setattr(kind, name, plain)
    try:
        yield
    finally:
        make_moto_quick()
