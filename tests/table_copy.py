"""Copies of moto's tables that cost little: what is never changed in place is shared.

moto copies a table before every transaction, and the tests one for each test. Python's `deepcopy`
would copy the schema and every record that the stream ever carried along with the items. Of a table
that a transaction is about, only the items that it names are copied: no other can change.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from moto.dynamodb.models.dynamo_type import DynamoType, Item, LimitedSizeDict
from moto.dynamodb.models.table import Table

named_keys: dict[str, list[dict[str, Any]]] = {}
"""By table, the keys of the transaction that is under way; empty while there is none."""
copies: dict[str, Any] = {}
"""What was copied for it: moto asks once for each of its actions, before the first of them."""


@contextmanager
def transaction(request: dict[str, Any]) -> Iterator[None]:
    for action in request["TransactItems"]:
        for change in action.values():
            # What is nonsense is moto's to refuse.
            if named := change.get("Item") or change.get("Key"):
                named_keys.setdefault(change.get("TableName", ""), []).append(named)
    try:
        yield
    finally:
        named_keys.clear()
        copies.clear()


def copy_table(table: Any) -> Any:
    """The items anew, and a stream of its own that has carried the same records."""
    if table.name in copies:
        return copies[table.name]
    made = copy_shell(table)
    if table.name in named_keys:
        copies[table.name] = made
        made.items = defaultdict(dict, table.items)
        for key in named_keys[table.name]:
            copy_named(table, made, key)
    else:
        made.items = copy_items(table)
    if table.stream_shard is not None:
        made.stream_shard = copy_shell(table.stream_shard)
        made.stream_shard.table = made
        made.stream_shard.items = list(table.stream_shard.items)
    return made


def copy_named(table: Any, made: Any, key: dict[str, Any]) -> None:
    """The one item in `made` that has that key, if there is one, and what it lies in."""
    if table.hash_key_attr not in key:
        return
    value = DynamoType(key[table.hash_key_attr])
    kept = table.items.get(value)
    if kept is None:
        return
    if not isinstance(kept, dict):
        made.items[value] = copy_item(kept)
        return
    if made.items[value] is kept:
        made.items[value] = dict(kept)
    place = DynamoType(key.get(table.range_key_attr, {"S": ""}))
    if place in kept:
        made.items[value][place] = copy_item(kept[place])


def copy_items(table: Any) -> Any:
    made: Any = defaultdict(dict)
    for key, kept in table.items.items():
        by_range = isinstance(kept, dict)
        made[key] = (
            {each: copy_item(item) for each, item in kept.items()} if by_range else copy_item(kept)
        )
    return made


def copy_item(item: Any) -> Any:
    made = copy_shell(item)
    made.attrs = LimitedSizeDict()
    for name, value in item.attrs.items():
        # Past the check of its size: whatever is copied has passed it.
        dict.__setitem__(made.attrs, name, copy_value(value))
    return made


def copy_value(value: Any) -> Any:
    """Text and numbers are replaced, never changed: they are shared."""
    kind = value.type
    if kind in ("S", "N", "BOOL", "NULL"):
        return value
    made = copy_shell(value)
    match kind:
        case "M":
            made.value = {name: copy_value(inner) for name, inner in value.value.items()}
        case "L":
            made.value = [copy_value(inner) for inner in value.value]
        case "SS" | "NS" | "BS":
            made.value = list(value.value)
    return made


def copy_shell(thing: Any) -> Any:
    """The same attributes, none of them copied."""
    made = object.__new__(type(thing))
    made.__dict__.update(thing.__dict__)
    return made


def make_copies_cheap() -> None:
    """For the life of the process; what a copy holds stays the same."""
    ways: dict[Any, Any] = {
        Table: lambda table, _: copy_table(table),
        Item: lambda item, _: copy_item(item),
        DynamoType: lambda value, _: copy_value(value),
    }
    for kind, way in ways.items():
        kind.__deepcopy__ = way
